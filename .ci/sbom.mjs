// The bill of materials, CycloneDX 1.5: what Dais is made of and made with. `node .ci/sbom.mjs FILE` writes it, of the lock
// file, `dev` and Debian's records of what is installed: the same on the same machine, and without a network.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { bundled, linked, tools } from "./dependencies.mjs";

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

// What a program says; nothing if it is not there or fails.
export function run(...command) {
  try {
    return execFileSync(command[0], command.slice(1), { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    return error.stdout ?? "";
  }
}

// One licence of SPDX by its id, several by an expression; others by name.
function licencesOf(text) {
  if (!text) return [];
  if (/[ ()]/.test(text)) return [{ expression: text }];
  return [{ license: text.startsWith("LicenseRef-") ? { name: text } : { id: text } }];
}

// Debian's packages that `dev` installs.
export function debianNames() {
  const pairs = [...read("dev").matchAll(/^to_\w+='([^']*)'/gm)].flatMap(([, list]) => list.split(/\s+/));
  return pairs.map((pair) => pair.split("=")[0]);
}

// Those, and what is linked besides. The version is that of this machine, if it is installed there.
function debianComponents() {
  const names = [...new Set([...debianNames(), ...Object.keys(linked)])];
  const format = "${Package}\t${Version}\t${Architecture}\t${source:Package}\n";
  const installed = new Map(run("dpkg-query", "-W", "-f", format, ...names).split("\n").map((line) => {
    const [name, ...facts] = line.split("\t");
    return [name, facts];
  }));
  return names.map((name) => {
    const [version, architecture, source] = installed.get(name) ?? [];
    const where = architecture ? `arch=${architecture}&distro=debian-12` : "distro=debian-12";
    const upstream = source && source !== name ? `&upstream=${encodeURIComponent(source)}` : "";
    const purl = `pkg:deb/debian/${encodeURIComponent(name)}${version ? `@${encodeURIComponent(version)}` : ""}?${where}${upstream}`;
    return {
      type: name in linked ? "library" : "application",
      "bom-ref": purl,
      supplier: { name: "Debian" },
      name,
      ...(version && { version }),
      scope: name in linked ? "required" : "excluded",
      licenses: licencesOf(linked[name] ?? tools[name]),
      purl,
    };
  });
}

// Where the lock has the package that one at `path` means by `name`: beside it or further out, as Node looks for it.
function resolved(packages, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const found = `${at}${at ? "/" : ""}node_modules/${name}`;
    if (packages[found]) return packages[found].link ? packages[found].resolved : found;
    if (!at) return undefined;
    if (!at.includes("/node_modules/")) at = "";
  }
}

function npmComponents(packages) {
  const wanted = (path) => {
    const { dependencies, devDependencies, optionalDependencies, peerDependencies } = packages[path];
    const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies });
    return names.map((name) => resolved(packages, path, name)).filter(Boolean);
  };
  const shipped = new Set();
  const ship = (path) => {
    if (shipped.has(path)) return;
    shipped.add(path);
    wanted(path).forEach(ship);
  };
  bundled.forEach((name) => ship(`node_modules/${name}`));

  const components = new Map(), refs = new Map([["", "dais"]]), edges = new Map([["dais", new Set()]]);
  for (const [path, { version, integrity, dev, optional, license, link }] of Object.entries(packages)) {
    if (path === "" || link) continue;
    const ours = !path.includes("node_modules/");
    const full = ours ? packages[path].name : path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const [name, group] = full.split("/").reverse();
    const purl = `pkg:npm/${group ? `${group.replace("@", "%40")}/` : ""}${name}@${version}`;
    refs.set(path, purl);
    const hash = integrity && Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex");
    components.set(purl, {
      type: "library",
      "bom-ref": purl,
      ...(group && { group }),
      name,
      version,
      scope: (dev || optional) && !shipped.has(path) ? "excluded" : "required",
      ...(hash && { hashes: [{ alg: "SHA-512", content: hash }] }),
      licenses: licencesOf(license),
      purl,
    });
  }
  for (const [path, ref] of refs) edges.set(ref, new Set([...(edges.get(ref) ?? []), ...wanted(path).map((each) => refs.get(each))]));
  return { components: [...components.values()], edges };
}

export function makeSbom() {
  const byRef = (one, other) => (one["bom-ref"] < other["bom-ref"] ? -1 : 1);
  const { components, edges } = npmComponents(JSON.parse(read("clients/web/package-lock.json")).packages);
  const debian = debianComponents();
  debian.forEach((each) => edges.get("dais").add(each["bom-ref"]));
  const version = /project\(dais VERSION (\S+)/.exec(read("CMakeLists.txt"))[1];
  const committed = run("git", "-C", new URL("..", import.meta.url).pathname, "log", "-1", "--format=%cI").trim();
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.5.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
      ...(committed && { timestamp: committed }),
      component: { type: "application", "bom-ref": "dais", name: "dais", version, licenses: licencesOf("Apache-2.0") },
    },
    components: [...components, ...debian].sort(byRef),
    dependencies: [...edges].map(([ref, on]) => ({ ref, dependsOn: [...on].sort() })).sort((one, other) => (one.ref < other.ref ? -1 : 1)),
  };
}

if (process.argv[1] === import.meta.filename) writeFileSync(process.argv[2], `${JSON.stringify(makeSbom(), null, 2)}\n`);
