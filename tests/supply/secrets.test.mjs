// .ci/check_secrets.mjs finds what is planted. Secrets are put together here, so that this file is clean itself.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const script = new URL("../../.ci/check_secrets.mjs", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "dais-secrets-"));
after(() => rmSync(folder, { recursive: true }));

// So many characters, as random as those of a real secret, and always the same.
function random(length, alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") {
  let state = 1;
  return Array.from({ length }, () => alphabet[(state = (state * 48271) % 2147483647) % alphabet.length]).join("");
}

const base32 = "0123456789abcdefghjkmnpqrstvwxyz";
const planted = {
  "a key of Dais": `dais_${random(6, base32)}_${random(32, base32)}`,
  "a private key": `-----BEGIN EC PRIVATE ${"KEY"}-----\n${random(64)}\n-----END EC PRIVATE ${"KEY"}-----`,
  "an AWS access key": `AKIA${random(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`,
  "an AWS secret key": `aws_secret_access_key = ${random(40)}`,
  "a GitHub token": `ghp_${random(36)}`,
  "an npm token": `npm_${random(36)}`,
  "a Slack token": `xoxb-${random(12, "123456789")}-${random(13, "123456789")}-${random(24)}`,
  "a Google API key": `AIza${random(35)}`,
  "a JSON Web Token": `eyJ${random(20)}.eyJ${random(30)}.${random(43)}`,
  "a password in an address": `https://someone:${random(12)}@example.org/`,
  "a password that is assigned": `password = "${random(20)}"`,
  "a token in a header file": `constexpr auto kToken = "${random(24, "0123456789abcdef")}";`,
};

let repositories = 0;
function repository() {
  const root = join(folder, `${++repositories}`);
  const git = (...args) =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-C", root, ...args], { stdio: "pipe" });
  execFileSync("git", ["init", "-q", root]);
  return {
    write: (name, text) => writeFileSync(join(root, name), text),
    commit: (message) => (git("add", "-A"), git("commit", "-q", "--allow-empty", "-m", message)),
    check: () => spawnSync(process.execPath, [script, root], { encoding: "utf8" }),
  };
}

for (const [what, secret] of Object.entries(planted))
  test(`finds ${what}, tells where and does not show it`, () => {
    const { write, check } = repository();
    write("notes.txt", `Nothing here.\n${secret}\n`);
    const { status, stdout } = check();
    assert.equal(status, 1);
    assert.match(stdout, /notes\.txt:2: looks like /);
    assert.ok(!stdout.includes(secret));
  });

test("finds what was committed and taken away again, and what a message says", () => {
  const { write, commit, check } = repository();
  write("notes.txt", planted["a key of Dais"]);
  commit("Add notes.");
  write("notes.txt", "");
  commit(`Forget ${planted["a GitHub token"]}.`);
  const { status, stdout } = check();
  assert.equal(status, 1);
  assert.match(stdout, /notes\.txt as of [0-9a-f]+: looks like a key of Dais/);
  assert.match(stdout, /the message of [0-9a-f]+: looks like /);
});

test("finds a file that is called like one for secrets", () => {
  const { write, check } = repository();
  write("server.key", "");
  assert.match(check().stdout, /server\.key:1: looks like a file for secrets/);
});

test("leaves alone what only speaks of secrets", () => {
  const { write, commit, check } = repository();
  write("keys.cpp", 'const std::string secret = make_a_secret_of(random_digits(32));\nauto token = request["Authorization"];\n');
  write("README", "Authorization: Bearer dais_nobody_knows_this, http://localhost:8080/d/LOG, ca.pem, password=PASSWORD\n");
  commit("Speak of secrets.");
  const { status, stdout } = check();
  assert.equal(status, 0, stdout);
  assert.match(stdout, /^5 texts read, 0 found$/m);
});
