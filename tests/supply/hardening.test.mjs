// .ci/check_hardening finds what a program is compiled or linked without, .ci/check_flags what CMake was not told; and a
// program that has all of it ends at a mistake in memory.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const ci = new URL("../../.ci/", import.meta.url).pathname;
const source = new URL("hardening_probe.cpp", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "dais-hardening-"));
after(() => rmSync(folder, { recursive: true }));

const onIntel = process.arch === "x64";
const compiling = ["-O2", "-fPIE", "-D_GLIBCXX_ASSERTIONS", "-D_FORTIFY_SOURCE=3", "-fstack-protector-strong", "-fstack-clash-protection"]
  .concat(onIntel ? ["-fcf-protection"] : []);
const linking = ["-pie", "-Wl,-z,relro,-z,now,-z,noexecstack"];

// A run of the program that finds no file, no terminal and no sanitizer's settings.
function run(...command) {
  const { PATH } = process.env;
  return spawnSync(command[0], command.slice(1), { encoding: "utf8", env: { PATH, LC_ALL: "C" } });
}

let programs = 0;
function built(...more) {
  const program = join(folder, `${++programs}`);
  const { status, stderr } = run("c++", "-std=c++20", "-w", ...compiling, ...linking, source, "-o", program, ...more);
  assert.equal(status, 0, stderr);
  return program;
}

const good = built();

test("nothing is missing in what is compiled with all of it", () => {
  const { status, stdout, stderr } = run(join(ci, "check_hardening"), good);
  assert.equal(status, 0, stdout + stderr);
});

for (const mistake of ["heap", "stack", "container"])
  test(`a mistake in memory ends the program: ${mistake}`, () => {
    assert.equal(run(good, mistake).signal, "SIGABRT");
  });

const lacking = {
  "-no-pie": /is no position-independent executable/,
  "-Wl,-z,norelro": /has no segment that is read-only after relocation/,
  "-Wl,-z,lazy": /is bound late/,
  "-Wl,-z,execstack": /is both writable and executable/,
  "-Wl,-rpath,/tmp": /looks for libraries in places of its own/,
  "-fno-stack-protector": /has no guarded stack/,
  "-U_FORTIFY_SOURCE": /has no fortified call/,
  "-U_GLIBCXX_ASSERTIONS": /has no checked container/,
  ...(onIntel && { "-fcf-protection=none": /does not begin functions with endbr64/ }),
};
for (const [flag, fault] of Object.entries(lacking))
  test(`finds ${flag}`, () => {
    const { status, stdout } = run(join(ci, "check_hardening"), good, built(flag));
    assert.equal(status, 1);
    assert.match(stdout, fault);
  });

test("finds the file and the program that are built without a flag, or with one that undoes it", () => {
  const check = (compile, link) => {
    writeFileSync(
      join(folder, "build.ninja"),
      `rule compile\n  command = c++ ${compile.join(" ")} -o $out -c $in\nrule link\n  command = c++ ${link.join(" ")} $in -o $out \n` +
        `build good.o: compile good.cpp\nbuild bin/served: link good.o\n`);
    const { status, stdout, stderr } = run(join(ci, "check_flags"), folder, "bin/served");
    return `${status} ${stdout}${stderr}`;
  };
  const without = (list, flag) => list.filter((each) => each !== flag);
  assert.match(check(compiling, linking), /^0 1 files, 1 programs/);
  for (const flag of compiling) assert.match(check(without(compiling, flag), linking), /^1 without .*: good\.o\n/);
  for (const flag of linking) assert.match(check(compiling, without(linking, flag)), /^1 without .*: bin\/served\n/);
  assert.match(check([...compiling, "-fno-stack-protector"], linking), /^1 undone by: -fno-stack-protector\n/);
  assert.match(check(compiling, [...linking, "-Wl,-z,lazy"]), /^1 undone by: -Wl,-z,lazy\n/);
});
