// What npm installs is what was looked at: `node .ci/check_lock.mjs [FOLDER]`, the folder of package.json and its lock.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";

// Packages that would run something when they are installed. Nothing runs it (.npmrc); all must do without.
const withInstallScript = {
  "@bufbuild/buf": "fetches the program of a platform that npm left out, and puts it in place of the script that starts it",
};

const folder = process.argv[2] ?? new URL("../clients/web", import.meta.url).pathname;
const read = (...path) => JSON.parse(readFileSync(join(folder, ...path), "utf8"));
const lock = read("package-lock.json");
const workspaces = read("package.json").workspaces ?? [];
const faults = [];
const fault = (where, what) => faults.push(`${where}: ${what}`);
const nameOf = (path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

// What we ask for ourselves is one version, and the lock says the same of it as package.json.
function checkOurs(path) {
  const asked = read(path, "package.json"), locked = lock.packages[path] ?? {}, where = join(path, "package.json");
  for (const kind of ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"]) {
    if (!isDeepStrictEqual(asked[kind] ?? {}, locked[kind] ?? {})) fault(where, `its ${kind} are others than in the lock`);
    for (const [name, version] of Object.entries(asked[kind] ?? {}))
      if (!/^\d+\.\d+\.\d+$/.test(version)) fault(where, `${name} is ${version}, not one version`);
  }
}

// Each package of others is one version and one content, known by its hash. It names no place: whatever registry is asked,
// nothing else is taken, and .npmrc keeps it so.
function checkOther(path, entry) {
  if (entry.link) {
    if (!workspaces.includes(entry.resolved)) fault(path, `is a link to ${entry.resolved}, which is no workspace`);
    return;
  }
  const hash = /^sha512-([A-Za-z0-9+/]{86}==)$/.exec(entry.integrity ?? "");
  if (!hash) fault(path, "has no sha512 of its content");
  if (entry.resolved) fault(path, `is taken from ${entry.resolved}, not from the registry that is set`);
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?(\+[\w.]+)?$/.test(entry.version ?? "")) fault(path, `is ${entry.version}, not a version`);
  if (entry.name && entry.name !== nameOf(path)) fault(path, `is another package, ${entry.name}`);
  if (entry.inBundle) fault(path, "comes within another package, without a hash of its own");
  if (entry.hasInstallScript && !(nameOf(path) in withInstallScript)) fault(path, "has an install script that nobody has looked at");
}

// What lies in node_modules says the same as the lock, which somebody may have edited.
function checkInstalled(path, entry) {
  if (entry.link || !existsSync(join(folder, path, "package.json"))) return;
  const { name, version, scripts = {} } = read(path, "package.json");
  if (name !== nameOf(path) || version !== entry.version) fault(path, `what is installed is ${name} ${version}`);
  const runs = ["preinstall", "install", "postinstall"].some((step) => step in scripts) || existsSync(join(folder, path, "binding.gyp"));
  if (runs && !entry.hasInstallScript) fault(path, "has an install script that the lock is silent about");
}

// Whether every package finds what it wants in the lock is for npm itself to say: it must not want to ask anybody. In a
// copy, with no cache.
function checkAgreement() {
  const copy = mkdtempSync(join(tmpdir(), "dais-lock-"));
  for (const path of ["package.json", "package-lock.json", ".npmrc", ...workspaces.map((each) => join(each, "package.json"))]) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(folder, path), join(copy, path));
  }
  const { status, stderr } = spawnSync(
    "npm", ["ci", "--dry-run", "--offline", "--ignore-scripts", "--cache", join(copy, "cache")], { cwd: copy, encoding: "utf8" });
  if (status !== 0) fault("package-lock.json", `npm does not find in it all that is asked for:\n${stderr}`);
  rmSync(copy, { recursive: true });
}

if (lock.lockfileVersion !== 3) fault("package-lock.json", `has version ${lock.lockfileVersion}, not 3`);
for (const path of ["", ...workspaces]) checkOurs(path);
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === "" || workspaces.includes(path)) continue;
  if (!path.includes("node_modules/")) fault(path, "is no workspace");
  checkOther(path, entry);
  checkInstalled(path, entry);
}
const seen = new Set(Object.entries(lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path)));
for (const name of Object.keys(withInstallScript)) if (!seen.has(name)) fault(name, "has no install script any more: take it off the list");
for (const setting of ["ignore-scripts=true", "omit-lockfile-registry-resolved=true"])
  if (!readFileSync(join(folder, ".npmrc"), "utf8").split("\n").includes(setting)) fault(".npmrc", `lacks ${setting}`);
if (faults.length === 0) checkAgreement();  // of what was found above it would speak less plainly

for (const each of faults) console.log(each);
console.log(`${Object.keys(lock.packages).length} entries of package-lock.json read, ${faults.length} faults`);
process.exitCode = faults.length ? 1 : 0;
