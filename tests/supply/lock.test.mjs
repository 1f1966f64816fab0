// .ci/check_lock.mjs finds what is wrong with a lock file.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const script = new URL("../../.ci/check_lock.mjs", import.meta.url).pathname;
const web = new URL("../../clients/web", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "dais-lock-test-"));
after(() => rmSync(folder, { recursive: true }));

const { workspaces } = JSON.parse(readFileSync(join(web, "package.json"), "utf8"));
const packages = workspaces.map((each) => join(each, "package.json"));

let copies = 0;
function check(tamper) {
  const copy = join(folder, `${++copies}`);
  for (const path of ["package.json", "package-lock.json", ".npmrc", ...packages])
    cpSync(join(web, path), join(copy, path));
  const edit = (path, change) => {
    const json = JSON.parse(readFileSync(join(copy, path), "utf8"));
    change(json);
    writeFileSync(join(copy, path), JSON.stringify(json, null, 2));
  };
  tamper?.({ copy, edit, lock: (change) => edit("package-lock.json", ({ packages }) => change(packages)) });
  return spawnSync(process.execPath, [script, copy], { encoding: "utf8" });
}

test("ours is good", () => {
  const { status, stdout } = check();
  assert.equal(status, 0, stdout);
});

const ws = "node_modules/ws";
const wrong = {
  "no hash": [({ lock }) => lock((all) => delete all[ws].integrity), /ws: has no sha512/],
  "a weak hash": [({ lock }) => lock((all) => (all[ws].integrity = "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=")), /ws: has no sha512/],
  "half a hash": [({ lock }) => lock((all) => (all[ws].integrity = all[ws].integrity.slice(0, 50))), /ws: has no sha512/],
  "another host": [({ lock }) => lock((all) => (all[ws].resolved = "https://example.org/ws-8.23.0.tgz")), /ws: is taken from/],
  "a git repository": [({ lock }) => lock((all) => (all[ws].resolved = "git+ssh://git@example.org/ws.git#1")), /ws: is taken from/],
  "a folder": [({ lock }) => lock((all) => (all[ws] = { resolved: "../ws", link: true })), /ws: is a link to/],
  "another package under its name": [({ lock }) => lock((all) => (all[ws].name = "wss")), /ws: is another package/],
  "another version than is asked for": [({ lock }) => lock((all) => (all[ws].version = "8.22.0")), /npm does not find/],
  "a missing package": [({ lock }) => lock((all) => delete all["node_modules/ms"]), /npm does not find/],
  "a new install script": [({ lock }) => lock((all) => (all[ws].hasInstallScript = true)), /ws: has an install script/],
  "a dependency that is not locked": [
    ({ edit }) => edit("sdk/package.json", (sdk) => (sdk.dependencies.ws = "8.23.0")),
    /sdk\/package.json: its dependencies are others/,
  ],
  "a range": [
    ({ edit, lock }) => {
      edit("package.json", (root) => (root.devDependencies.ws = "^8.23.0"));
      lock((all) => (all[""].devDependencies.ws = "^8.23.0"));
    },
    /ws is \^8\.23\.0, not one version/,
  ],
  "an old format": [({ edit }) => edit("package-lock.json", (lock) => (lock.lockfileVersion = 1)), /has version 1/],
  "install scripts allowed": [({ copy }) => writeFileSync(join(copy, ".npmrc"), "fund=false\n"), /lacks ignore-scripts=true/],
  "an install script that the lock hides": [
    ({ copy }) => {
      mkdirSync(join(copy, ws), { recursive: true });
      writeFileSync(join(copy, ws, "package.json"), '{"name": "ws", "version": "8.23.0", "scripts": {"postinstall": "true"}}');
    },
    /ws: has an install script that the lock is silent about/,
  ],
};
for (const [what, [tamper, message]] of Object.entries(wrong))
  test(`finds ${what}`, () => {
    const { status, stdout } = check(tamper);
    assert.equal(status, 1, stdout);
    assert.match(stdout, message);
  });
