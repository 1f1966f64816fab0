// No secret is in the work tree or was ever added to its history: `node .ci/check_secrets.mjs [REPOSITORY]`.
// secretlint knows what the tokens of many services look like; what it does not know, our own keys above all, is below.
// What is found is told by its place and never shown: this is printed where others read it.
import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../clients/web/package.json", import.meta.url));
const { lintSource } = require("@secretlint/core");
const { creator } = require("@secretlint/secretlint-rule-preset-recommend");

// Lines of this repository that look like a secret and are none; `text` is the whole line without the spaces around it. One that is no longer
// there has to go.
const allowed = [
  {
    file: "tests/fuzz/connection_fuzz.cpp",
    text: 'constexpr const char* kSecret = ' + '"dais_abcdef_0123456789";',
    why: "a key of a server that exists in the fuzzer alone, and too short for a real one",
  },
];

const patterns = {
  "a key of Dais": /\bdais_[0-9a-hjkmnp-tv-z]{6}_[0-9a-hjkmnp-tv-z]{32}\b/g,
  "a private key": /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/g,
  "an AWS access key": /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g,
  "a Google API key": /\bAIza[\w-]{35}\b/g,
  "a JSON Web Token": /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/g,
  "a password in an address": /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'`<>{}$\\]+:[^\s/:@"'`<>{}$\\]+@/gi,
};
const assignment =
  /(?:passw(?:or)?d|passphrase|secret|token|credential|(?:api|private|access)[_-]?key)\w*["']?\s*(?:=>|:=|[:=]|\()\s*["'`]?([\w+/=.~-]{16,})/gi;
const names = /(?:^|\/)(?:\.env(?:\..+)?|\.netrc|id_(?:rsa|dsa|ecdsa|ed25519)|[^/]*\.(?:pem|key|p12|pfx|jks|keystore|kdbx))$/i;

// Bits per character. Words and names of functions mostly stay below 3.5; random hex digits do not reach 4.
function entropy(text) {
  const counts = new Map();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

const looksRandom = (value) =>
  /\d/.test(value) && /[a-z]/i.test(value) && entropy(value) > (/^[\da-f]+$/i.test(value) ? 3 : 3.5);

// [{ line, what }] of a text; line counts from 1.
async function secretsIn(text) {
  const config = { rules: [{ id: "preset", rule: creator }] };
  const source = { filePath: "text", ext: ".txt", contentType: "text", content: text };
  const { messages } = await lintSource({ source, options: { config, noPhysicFilePath: true } });
  const found = messages.map(({ loc, messageId }) => ({ line: loc.start.line, what: messageId }));
  const lineAt = (index) => text.slice(0, index).split("\n").length;
  for (const [what, pattern] of Object.entries(patterns))
    for (const { index } of text.matchAll(pattern)) found.push({ line: lineAt(index), what });
  for (const { index, 1: value } of text.matchAll(assignment))
    if (looksRandom(value)) found.push({ line: lineAt(index), what: "a password, secret or token" });
  return found;
}

// { file, place, text } of each file that is or may be committed, less what is no text.
function* workTree(git, root) {
  for (const file of git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0").filter(Boolean)) {
    const path = `${root}/${file}`;
    if (!existsSync(path) || !lstatSync(path).isFile()) continue;
    const text = readFileSync(path, "utf8");
    yield { file, place: file, text: text.includes("\0") ? "" : text };
  }
}

// { file, place, text } of each commit's message and of what it added to each file; of a merge, what it added by itself.
function* history(git) {
  const log = git("log", "--remerge-diff", "-p", "-U0", "--no-color", "--no-ext-diff", "--no-renames", "--format=%x00%h%n%B");
  for (const commit of log.split("\0").slice(1)) {
    const [message, ...diffs] = commit.split(/^diff --(?:git|cc) /m);
    const id = message.split("\n", 1)[0];
    yield { file: "", place: `the message of ${id}`, text: message };
    for (const diff of diffs) {
      const file = /^\+\+\+ "?b\/(.*?)"?\t?$/m.exec(diff)?.[1];
      const added = diff.split(/^@@.*\n/m).slice(1).join("").split("\n").filter((line) => line.startsWith("+"));
      if (file) yield { file, place: `${file} as of ${id}`, text: added.map((line) => line.slice(1)).join("\n") };
    }
  }
}

const exceptions = process.argv[2] ? [] : allowed;
const root = process.argv[2] ?? new URL("..", import.meta.url).pathname;
const git = (...args) => execFileSync("git", ["-C", root, ...args], { encoding: "utf8", maxBuffer: 1 << 30 });
const hasHistory = git("rev-list", "--all", "--max-count=1") !== "";
const told = new Set(), used = new Set();
let texts = 0;
for (const { file, place, text } of [...workTree(git, root), ...(hasHistory ? history(git) : [])]) {
  ++texts;
  const lines = text.split("\n");
  const found = await secretsIn(text);
  if (names.test(file)) found.unshift({ line: 1, what: "a file for secrets, by its name" });
  for (const { line, what } of found) {
    const content = (lines[line - 1] ?? "").trim();
    const exception = exceptions.find((each) => each.file === file && each.text === content);
    if (exception) used.add(exception);
    const once = `${file}\0${content}\0${what}`;  // what is still there is not told of its commit too
    if (exception || told.has(once)) continue;
    told.add(once);
    console.log(`${place}${place === file ? `:${line}` : ""}: looks like ${what}`);
  }
}
for (const each of exceptions) if (!used.has(each)) console.log(`.ci/check_secrets.mjs allows what is not there: ${each.file}`);
console.log(`${texts} texts read, ${told.size} found`);
process.exitCode = told.size || used.size < exceptions.length ? 1 : 0;
