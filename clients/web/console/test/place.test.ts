import { expect, test } from "vitest";
import { type Address, every_log, link_address, page_path, read_address } from "../src/live/place.ts";

const place = (address: string): Address => read_address(new URL(address, "https://x"));

test("a path is a page, and a log if it names one", () => {
  expect(place("/account")).toMatchObject({ page: "account", log: "" });
  expect(place("/account/people")).toMatchObject({ page: "people", log: "" });
  expect(place("/account/people/gdpa-2024")).toMatchObject({ page: "people", log: "gdpa-2024", section: "people" });
  expect(place("/account/people/a%20b/")).toMatchObject({ page: "people", log: "a b" });
  expect(place("/account/people/*").log).toBe(every_log);
  expect(place("/account/screens/gdpa-2024?section=look")).toMatchObject({ page: "screens", log: "gdpa-2024", section: "look" });
  expect(place("/account/screens?log=gdpa-2024")).toMatchObject({ page: "screens", log: "gdpa-2024", section: "wall" });
});

test("a code brings one to the screens, wherever an older screen sends people", () => {
  expect(place("/account/screens?pair=7k2m-9qxt")).toMatchObject({ page: "screens", code: "7k2m-9qxt", log: "" });
  expect(place("/account/people/a?pair=7k2m-9qxt")).toMatchObject({ page: "screens", code: "7k2m-9qxt", log: "a" });
});

test("a section is one of its page's", () => {
  expect(place("/account/people/a?section=audit").section).toBe("audit");
  expect(place("/account/people/a?section=nonsense").section).toBe("people");
  expect(place("/account/screens/a?section=audit").section).toBe("wall");
});

test("a link's secret stands behind the #, and nothing else there is taken for one", () => {
  expect(place("/account?lang=fr#link=abc123").secret).toBe("abc123");
  expect(place("/account#elsewhere").secret).toBe("");
});

test("links and paths are made as they are read", () => {
  const { hash } = new URL(link_address("https://x", "s3cret"));
  expect(new URLSearchParams(hash.slice(1)).get("link")).toBe("s3cret");
  expect(place(page_path("people", "a b")).log).toBe("a b");
  expect(place(page_path("people", every_log)).log).toBe(every_log);
  expect(place(page_path("screens", "a b", "?pair=x"))).toMatchObject({ page: "screens", log: "a b", code: "x" });
});
