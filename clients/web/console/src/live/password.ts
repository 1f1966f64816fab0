// What a new password must be, told while it is typed. The server decides (server/access/password.cpp).

export const characters_min = 10;

// What is tried first, as the server knows it.
const tried_first =
  /^(1234567890|0123456789|0987654321|password12|password01|passwordpa|qwertyuiop|1q2w3e4r5t|abcdefghij|iloveyou12|letmein123|welcome123|administra|changeme12)/;

export type Strength = "empty" | "short" | "common" | "good" | "strong";

export function strength(password: string, sign_in_name: string): Strength {
  if (password === "") return "empty";
  const characters = Array.from(password);
  if (characters.length < characters_min) return "short";
  const lower = password.toLowerCase();
  const name = sign_in_name.toLowerCase().split("@")[0]!.trim();
  const one_character = characters.every((character) => character === characters[0]);
  if (one_character || tried_first.test(lower) || (name.length >= 4 && lower.includes(name))) return "common";
  const words = password.trim().split(/[\s\-_.]+/).filter((word) => word.length > 2);
  return words.length >= 3 || characters.length >= 16 ? "strong" : "good";
}

/** How many characters are missing. */
export const missing = (password: string): number => Math.max(0, characters_min - Array.from(password).length);
