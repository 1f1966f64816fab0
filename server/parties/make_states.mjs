// Makes states.txtpb: the 193 members and the two observer States of the United Nations, of the lists named in its header.
//
//     node server/parties/make_states.mjs FOLDER > server/parties/states.txtpb
//
// FOLDER holds UNSD-m49-{en,fr,es,ar,cn,ru}.csv, country-codes.csv and countrygroups/*.csv as their publishers have them.
// Beside it here: portuguese.csv, which the United Nations do not publish, and corrections.csv, each with its reason.
// Promises: the same bytes of the same lists, whatever the Node; an error that names the list rather than a gap.
// A code "NA" is Namibia's: nothing here takes it for a missing value.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
if (!folder) throw new Error("usage: make_states.mjs FOLDER > states.txtpb");

const languages = { ar: "Arabic", en: "English", es: "Spanish", fr: "French", ru: "Russian", zh: "Chinese" };
const observers = ["PSE", "VAT"];
const regional_groups = {
  "African Group": "African States",
  "Asia-Pacific Group": "Asia-Pacific States",
  "Eastern European Group": "Eastern European States",
  GRULAC: "Latin American and Caribbean States",
  WEOG: "Western European and other States",
};
const other_groups = {
  AOSIS: "aosis",
  "Arab Group": "arab-group",
  EU: "european-union",
  G77: "g77",
  LDC: "ldc",
  LLDC: "lldc",
  SIDS: "sids",
};
// Portuguese is their own language, so that no translation stands behind the name.
const lusophone = new Set(["AGO", "BRA", "CPV", "GNB", "GNQ", "MOZ", "PRT", "STP", "TLS"]);

// The rows of a table by RFC 4180.
function rows_of(text) {
  const rows = [[]];
  let field = "";
  let quoted = false;
  const end_field = () => {
    rows.at(-1).push(field);
    field = "";
  };
  for (let i = text.startsWith("\ufeff") ? 1 : 0; i < text.length; ++i) {
    const c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') field += text[++i];
    else if (c === '"') quoted = !quoted;
    else if (quoted) field += c;
    else if (c === ",") end_field();
    else if (c === "\n") end_field(), rows.push([]);
    else if (c !== "\r") field += c;
  }
  end_field();
  return rows.filter((row) => row.length > 1);
}

function table(...path) {
  const [head, ...rows] = rows_of(readFileSync(join(folder, ...path), "utf8"));
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ""])));
}

function lines_beside(name) {
  const text = readFileSync(join(here, name), "utf8");
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

// Names stand in lists: without the article and marks that a sentence or a footnote would want.
function listed(name) {
  const bare = name
    .replaceAll("*", "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(the|la|le|les|el|los|las) |^l['’]/, "")
    .replaceAll(/(?<=\p{Script=Latin})'(?=\p{Script=Latin})/gu, "’");
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

function states() {
  const states = new Map();
  const state = (code) => {
    if (!states.has(code)) states.set(code, { code, groups: [], name: {}, formal_name: {} });
    return states.get(code);
  };
  for (const row of table("countrygroups", "un-regional-groups.csv"))
    state(row.Code).groups.push(regional_groups[row.Region]);
  for (const code of observers) state(code);
  for (const [group, list] of Object.entries(other_groups))
    for (const row of table("countrygroups", `${list}.csv`)) states.get(row.Code)?.groups.push(group);
  for (const language of Object.keys(languages))
    for (const row of table(`UNSD-m49-${language === "zh" ? "cn" : language}.csv`)) {
      const found = states.get(row["ISO-alpha3 Code"]);
      if (!found) continue;
      found.code2 = row["ISO-alpha2 Code"];
      found.name[language] = listed(row["Country or Area"]);
    }
  for (const row of table("country-codes.csv")) {
    const found = states.get(row["ISO3166-1-Alpha-3"]);
    if (found)
      for (const [language, word] of Object.entries(languages))
        found.formal_name[language] = listed(row[`UNTERM ${word} Formal`]);
  }
  for (const line of lines_beside("portuguese.csv")) states.get(line.slice(0, 3)).name.pt = line.slice(4);
  for (const line of lines_beside("corrections.csv")) {
    const [code, field, language, text] = line.split(",");
    if (field === "group-") states.get(code).groups = states.get(code).groups.filter((group) => group !== text);
    else states.get(code)[field][language] = text;
  }
  return [...states.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function check({ code, code2, groups, name }) {
  if (!/^[A-Z]{3}$/.test(code) || !/^[A-Z]{2}$/.test(code2)) throw new Error(`${code}: codes are missing`);
  if (groups.includes(undefined)) throw new Error(`${code}: un-regional-groups.csv has a group that is not known`);
  for (const language of [...Object.keys(languages), "pt"])
    if (!name[language]) throw new Error(`${code}: no name in ${language}`);
}

function texts(field, state) {
  return Object.keys(state[field])
    .sort()
    .filter((language) => state[field][language] !== "")
    // A formal name that is the name says nothing.
    .filter((language) => field === "name" || state[field][language] !== state.name[language])
    .map((language) => {
      const authentic = language !== "pt" || lusophone.has(state.code);
      const origin = authentic ? "ORIGIN_AUTHENTIC" : "ORIGIN_HUMAN";
      return `    ${field} { language: "${language}" text: "${state[field][language]}" origin: ${origin} }\n`;
    })
    .join("");
}

function as_text(state) {
  const membership = observers.includes(state.code) ? "MEMBERSHIP_OBSERVER" : "MEMBERSHIP_MEMBER";
  return (
    `parties {\n  external_id: "${state.code}"\n  party {\n` +
    `    kind: PARTY_KIND_STATE code: "${state.code}" code2: "${state.code2}" membership: ${membership} has_flag: true\n` +
    state.groups.map((group) => `    groups: "${group}"\n`).join("") +
    `${texts("name", state)}${texts("formal_name", state)}  }\n}\n`
  );
}

const header = `# The 193 members and the two observer States of the United Nations, as dais.v1.ImportProgramme in protobuf text format.
# Made by make_states.mjs of these lists; mend the lists or corrections.csv, not this file.
#
# name in ar, en, es, fr, ru, zh, codes   UNSD, Standard country or area codes for statistical use (M49),
#                                         unstats.un.org/unsd/methodology/m49; © United Nations, free to use with the source named
# formal_name                             UNTERM by way of datasets/country-codes (PDDL 1.0), without the article
# name in pt                              Unicode CLDR 48, pt-PT (Unicode License v3): portuguese.csv
# groups                                  openclimatedata/countrygroups 0.17.0, facts after the lists of the UN's regional groups,
#                                         UN-OHRLLS, UN DESA, the G77, AOSIS, the UNFCCC and the EU. Türkiye is in two
#                                         regional groups, and the United States are counted with one as its observer.
# what none of them has right             corrections.csv, with reasons
#
# The lists stand between December 2023 and December 2024: LDC is without Bhutan. What changed later is in corrections.csv.
source: "un"
`;

const all = states();
all.forEach(check);
const members = all.length - observers.length;
if (members !== 193) throw new Error(`the lists have ${members} members instead of 193`);
process.stdout.write(header + all.map(as_text).join(""));
