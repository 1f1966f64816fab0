import { expect, test } from "vitest";
import { address_with, live_url } from "@dais/ui/address.ts";
import { floor_page, page_of, read_address } from "../src/live/address.ts";

test("the log is in the path, the rest in the query", () => {
  expect(read_address(new URL("http://x/d/gdpa-2024?lang=pt-CV,fr&theme=dark&room=r1&roll=l1&floor=s1&view=day&wall&mine&at=2024-09-12T10:30"))).toEqual(
    { log: "gdpa-2024", languages: ["pt-CV", "fr"], theme: "dark", view: "day", room: "r1", roll: "l1", floor: "s1", wall: true, mine: true, at: "2024-09-12T10:30", screen: "" },
  );
});

test("nothing asked is nothing assumed", () => {
  expect(read_address(new URL("https://x/"))).toMatchObject({ log: "", languages: [], view: undefined, wall: false, mine: false });
  expect(read_address(new URL("https://x/?view=all&theme=pink"))).toMatchObject({ view: undefined, theme: undefined });
});

test("one parameter changes and the others stay", () => {
  expect(address_with("http://x/d/a?wall&lang=fr", "lang", "ar")).toBe("http://x/d/a?wall&lang=ar");
  expect(address_with("http://x/d/a?wall&lang=fr", "lang", "ar,fr")).toBe("http://x/d/a?wall&lang=ar,fr");
  expect(address_with("http://x/d/a?lang=fr", "lang", "")).toBe("http://x/d/a");
  expect(address_with("http://x/d/a?mine&wall&lang=fr", "lang", "")).toBe("http://x/d/a?mine&wall");
});

test("the link is on the same host", () => {
  expect(live_url(new URL("https://live.example.org:8443/d/a"))).toBe("wss://live.example.org:8443/live");
});

test("another page is wanted as this one is: its language, appearance, wall and whose it is, and no more", () => {
  const page = "http://x/d/gdpa-2024?lang=fr,en&theme=dark&wall&mine&room=r1&view=day&at=2024-09-12T10:30&roll=l9&floor=s9#a1";
  expect(page_of(page, "gds series")).toBe("http://x/d/gds%20series?lang=fr,en&theme=dark&wall&mine");
  expect(page_of(page, "gds", "l1ab")).toBe("http://x/d/gds?lang=fr,en&theme=dark&wall&mine&roll=l1ab");
  expect(page_of("http://x/", "gds", "l1ab")).toBe("http://x/d/gds?roll=l1ab");
  expect(floor_page(page, "gds", "s1ab")).toBe("http://x/d/gds?lang=fr,en&theme=dark&wall&mine&floor=s1ab");
});
