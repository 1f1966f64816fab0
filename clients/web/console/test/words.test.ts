import { expect, test } from "vitest";
import { device_name } from "../src/live/device.ts";
import { missing, strength } from "../src/live/password.ts";
import { digits_of, in_fours, totp_address } from "../src/live/second_factor.ts";
import { log_name } from "../src/live/log_name.ts";
import { found } from "../src/people/search.ts";

test("a password is as good as it is long, unless it is what others would try", () => {
  expect(strength("", "")).toBe("empty");
  expect(strength("short", "")).toBe("short");
  expect(strength("aaaaaaaaaaaa", "")).toBe("common");
  expect(strength("Password123456", "")).toBe("common");
  expect(strength("amina.diallo-2024", "amina.diallo@example.org")).toBe("common");
  expect(strength("tortoise-9", "")).toBe("good");
  expect(strength("correct horse battery", "")).toBe("strong");
  expect(strength("كلمات قليلة", "")).toBe("good");
  expect([missing("ten"), missing("long enough!")]).toEqual([7, 0]);
});

test("a device is called as people call it", () => {
  const chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
  const safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
  expect(device_name(chrome)).toBe("Chrome · Windows");
  expect(device_name(`${chrome} Edg/131.0.0.0`)).toBe("Edge · Windows");
  expect(device_name(safari)).toBe("Safari · iPhone");
  expect(device_name("curl/8.1")).toBe("curl/8.1");
});

test("the second factor's square says who and where, and digits are read whatever their script", () => {
  expect(totp_address("ada@example.org", "ABC")).toBe("otpauth://totp/Dais:ada%40example.org?secret=ABC&issuer=Dais");
  expect(in_fours("ABCDEFGHIJ")).toBe("ABCD EFGH IJ");
  expect(digits_of("123 456")).toBe("123456");
  expect(digits_of("١٢٣٤٥٦")).toBe("123456");
});

test("people are found by any words of their name, without accents", () => {
  const names = ["José Maria Neves", "Amina Diallo", "ياسمين"];
  const by = (search: string): readonly string[] => found(names, search, (name) => name);
  expect(by("neves jose")).toEqual(["José Maria Neves"]);
  expect(by("  ")).toEqual(names);
  expect(by("ياس")).toEqual(["ياسمين"]);
  expect(by("nobody")).toEqual([]);
});

test("a log is called in the reader's language, else in English, else by its own name", () => {
  const logs = [{ log: "a", name: [{ language: "fr", text: "Un" }, { language: "en", text: "One" }] }];
  expect(log_name(logs, "a", ["fr-CA"])).toBe("Un");
  expect(log_name(logs, "a", ["ar"])).toBe("One");
  expect(log_name(logs, "b", ["ar"])).toBe("b");
});
