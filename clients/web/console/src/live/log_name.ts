// What a log is called in the first of a reader's languages that it has a name in.

import { same_language } from "@dais/sdk";
import type { ListedLog } from "../api/account.ts";

export function log_name(logs: readonly ListedLog[], log: string, chain: readonly string[]): string {
  const names = logs.find((one) => one.log === log)?.name ?? [];
  const said = chain.flatMap((tag) => names.find(({ language }) => same_language(language, tag)) ?? [])[0];
  return (said ?? names.find(({ language }) => language === "en") ?? names[0])?.text ?? log;
}
