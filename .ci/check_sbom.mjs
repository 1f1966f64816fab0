// A bill of materials says what is there, and all of it is allowed: `node .ci/check_sbom.mjs FILE [PROGRAM…]`. It must be well
// formed, the one that would be made now, have all that ARCHITECTURE.md and our lists name, licences that go with ours, and
// the libraries that the programs load.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { linked, rows, shippable, tools, usable } from "./dependencies.mjs";
import { debianNames, makeSbom, run } from "./sbom.mjs";

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const nameOf = ({ group, name }) => (group ? `${group}/${name}` : name);

// No validator of JSON schemas is on hand: what we make has this form.
export function malformed(sbom) {
  const faults = [];
  const must = (holds, what) => holds || faults.push(what);
  must(sbom.bomFormat === "CycloneDX" && sbom.specVersion === "1.5" && sbom.version === 1, "is not CycloneDX 1.5");
  const refs = new Set([sbom.metadata?.component?.["bom-ref"]]);
  for (const each of sbom.components ?? []) {
    const name = each.name ? nameOf(each) : "a component without a name";
    must(!refs.has(each["bom-ref"]), `${name}: is there twice`);
    refs.add(each["bom-ref"]);
    must(["library", "application"].includes(each.type), `${name}: is a ${each.type}`);
    must(["required", "excluded"].includes(each.scope), `${name}: is ${each.scope}`);
    must(/^pkg:(npm\/(%40[\w.-]+\/)?[\w.-]+@[\w.+-]+|deb\/debian\/[\w.%-]+(@[\w.~%-]+)?\?\S+)$/.test(each.purl), `${name}: purl ${each.purl}`);
    const ours = each.group === "@dais" || each.purl.startsWith("pkg:deb/");
    must(ours || /^[0-9a-f]{128}$/.test(each.hashes?.[0]?.content), `${name}: has no SHA-512`);
    must(each.licenses?.length === 1, `${name}: has no licence`);
  }
  for (const { ref, dependsOn } of sbom.dependencies ?? [])
    for (const each of [ref, ...dependsOn]) must(refs.has(each), `${each}: is wanted and not there`);
  return faults;
}

// Of licences joined by OR one is enough, of those joined by AND none may be missing. Both in one are for people to read.
export function allows(licence, scope) {
  const one = (id) => shippable.has(id) || (scope === "excluded" && usable.has(id));
  const all = licence.replace(/[()]/g, "").split(" AND "), any = licence.replace(/[()]/g, "").split(" OR ");
  return all.length === 1 ? any.some(one) : any.length === 1 && all.every(one);
}

export function unlicensed(sbom) {
  return sbom.components.flatMap((each) => {
    const [{ expression, license } = {}] = each.licenses;
    const licence = expression ?? license?.id ?? license?.name ?? "unknown";
    return allows(licence, each.scope) ? [] : [`${nameOf(each)}: its licence, ${licence}, is not among those allowed for what is ${each.scope}`];
  });
}

// Every row of the table of dependencies has its packages, every package that we ask for ourselves has a row.
export function unexplained(sbom, architecture) {
  const table = architecture.split("\n## Dependencies\n")[1].split("\n## ")[0];
  const inTable = [...table.matchAll(/^\| ([^|]+?) \|/gm)].map(([, cell]) => cell);
  const components = new Set(sbom.components.map(nameOf));
  const asked = ["package.json", "sdk/package.json", "dashboard/package.json"].flatMap((path) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read(`clients/web/${path}`));
    return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter((name) => !name.startsWith("@dais/"));
  });
  const lists = debianNames();
  const explained = new Set(inTable.flatMap((cell) => rows[cell] ?? []));
  return [
    ...inTable.filter((cell) => !rows[cell]).map((cell) => `ARCHITECTURE.md has “${cell}”, of which .ci/dependencies.mjs knows no package`),
    ...Object.keys(rows).filter((cell) => !inTable.includes(cell)).map((cell) => `ARCHITECTURE.md has no row “${cell}”`),
    ...[...explained].filter((name) => !components.has(name)).map((name) => `${name}: is in ARCHITECTURE.md and not in the bill`),
    ...[...asked, ...lists].filter((name) => !explained.has(name)).map((name) => `${name}: is asked for, and ARCHITECTURE.md does not say why`),
    ...lists.filter((name) => !(name in linked) && !(name in tools)).map((name) => `${name}: .ci/dependencies.mjs does not know its licence`),
  ];
}

// The libraries that a program loads come from Debian's sources that are in the bill. On other systems nobody knows.
export function unlisted(sbom, program) {
  if (!run("dpkg-query", "--version")) return [];
  const sources = new Set(sbom.components.filter(({ scope }) => scope === "required").map(({ name, purl }) => /upstream=([^&]+)/.exec(purl)?.[1] ?? name));
  const libraries = [...run("readelf", "-dW", program).matchAll(/\(NEEDED\).*\[(.+)\]/g)].map(([, library]) => library);
  return libraries.flatMap((library) => {
    const name = run("dpkg-query", "-S", `*/${library}`).split(/[:,]/)[0];
    const source = run("dpkg-query", "-W", "-f", "${source:Package}\n", name).split("\n")[0];
    return sources.has(encodeURIComponent(source)) ? [] : [`${program} loads ${library} of ${source}, which is not in the bill`];
  });
}

if (process.argv[1] === import.meta.filename) {
  const [file, ...programs] = process.argv.slice(2);
  const sbom = JSON.parse(readFileSync(file, "utf8"));
  const faults = malformed(sbom);
  if (!isDeepStrictEqual(sbom, JSON.parse(JSON.stringify(makeSbom())))) faults.push(`${file} is not what would be made now: ./dev sbom`);
  if (faults.length === 0) {
    faults.push(...unlicensed(sbom), ...unexplained(sbom, read("ARCHITECTURE.md")));
    for (const program of programs) faults.push(...unlisted(sbom, program));
  }
  faults.forEach((each) => console.log(each));
  const shipped = sbom.components?.filter(({ scope }) => scope === "required").length;
  console.log(`${sbom.components?.length} components, ${shipped} of them shipped, ${faults.length} faults`);
  process.exitCode = faults.length ? 1 : 0;
}
