import { create } from "@bufbuild/protobuf";
import { beforeEach, describe, expect, test } from "vitest";
import { AnnouncementPriority } from "../gen/dais/v1/announcement_pb.ts";
import { Kind } from "../gen/dais/v1/change_pb.ts";
import { ClearanceState } from "../gen/dais/v1/clearance_pb.ts";
import { LocalTextSchema, Origin } from "../gen/dais/v1/text_pb.ts";
import type { AnnouncementView } from "../src/announcement_views.ts";
import { embargo_of, is_killed, keys_that_count, prepared, reading_language, standing, told_at_ms } from "../src/announcements.ts";
import { Institutions } from "../src/institutions.ts";
import { kill_notice_stands_ms } from "../src/limits.ts";
import { Programme } from "../src/programme.ts";
import { Store } from "../src/store.ts";
import type { Texts } from "../src/views.ts";
import {
  acknowledgement,
  announcement,
  approval,
  body,
  clearance,
  party,
  person,
  removal,
  seat,
  series,
  ServerSide,
  snapshot_of,
  text,
} from "./records_for_tests.ts";

const { ROUTINE, IMPORTANT, URGENT, EMERGENCY } = AnnouncementPriority;

const said = (id: string, more: Partial<AnnouncementView> = {}): AnnouncementView => ({
  id,
  title: [],
  body: [],
  dateline: [],
  boilerplate: [],
  priority: ROUTINE,
  issuer_name: "",
  published_at_ms: 100,
  expires_at_ms: undefined,
  withdrawn_at_ms: undefined,
  embargo_until_ms: undefined,
  sessions: [],
  press_contacts: [],
  photo_credit: "",
  pinned: false,
  corrects: "",
  corrected_by: "",
  kill_notice: [],
  emergency_override: false,
  asked: [],
  clearance: undefined,
  ...more,
});

const notice: Texts = [create(LocalTextSchema, { language: "en", text: "Not to be used." })];
const ids = (all: readonly AnnouncementView[]): string => all.map(({ id }) => id).join(" ");

describe("the order", () => {
  test.each([
    ["the newest first", [said("a1"), said("a2", { published_at_ms: 200 })], "a2 a1"],
    ["the more urgent before the newer", [said("a1", { priority: URGENT }), said("a2", { published_at_ms: 200 })], "a1 a2"],
    ["what is pinned before what is urgent", [said("a1", { priority: URGENT }), said("a2", { pinned: true })], "a2 a1"],
    [
      "of what is pinned, the more urgent first",
      [said("a1", { pinned: true }), said("a2", { pinned: true, priority: IMPORTANT }), said("a3")],
      "a2 a1 a3",
    ],
    ["an emergency before all", [said("a1", { pinned: true, published_at_ms: 200 }), said("a2", { priority: EMERGENCY })], "a2 a1"],
    [
      "under embargo, by when it will be told",
      [said("a1"), said("a2", { published_at_ms: 0, embargo_until_ms: 300 }), said("a3", { published_at_ms: 200 })],
      "a2 a3 a1",
    ],
    ["told at one instant, the same on every screen", [said("a2"), said("a1")], "a1 a2"],
  ])("%s", (_, all, expected) => {
    expect(ids(standing(all, 250))).toBe(expected);
  });
});

describe("what stands at an instant", () => {
  const killed = { withdrawn_at_ms: 150, kill_notice: notice };
  test.each([
    ["until it is withdrawn", said("a1"), 1e15, true],
    ["just before it expires", said("a1", { expires_at_ms: 200 }), 199, true],
    ["expired, whoever is cut off", said("a1", { expires_at_ms: 200 }), 200, false],
    ["an emergency ends by itself too", said("a1", { expires_at_ms: 200, priority: EMERGENCY, emergency_override: true }), 200, false],
    ["withdrawn", said("a1", { withdrawn_at_ms: 150 }), 160, false],
    ["withdrawn, and its notice stands in its place", said("a1", killed), 160, true],
    ["for a day", said("a1", killed), 150 + kill_notice_stands_ms - 1, true],
    ["and no longer", said("a1", killed), 150 + kill_notice_stands_ms, false],
    ["nor past its expiry", said("a1", { ...killed, expires_at_ms: 200 }), 200, false],
    ["a draft", said("a1", { published_at_ms: 0 }), 160, false],
    ["a draft that was given up", said("a1", { published_at_ms: 0, ...killed }), 160, false],
    ["with the press", said("a1", { published_at_ms: 0, embargo_until_ms: 200 }), 160, true],
    ["corrected since", said("a1", { corrected_by: "a2" }), 160, true],
  ])("%s", (_, one, at_ms, expected) => {
    expect(standing([one], at_ms)).toHaveLength(expected ? 1 : 0);
  });

  test("a kill notice is one only once it is withdrawn", () => {
    expect(is_killed(said("a1", killed))).toBe(true);
    expect(is_killed(said("a1", { kill_notice: notice }))).toBe(false);
  });
});

describe("the embargo", () => {
  const held = said("a1", { published_at_ms: 0, embargo_until_ms: 200 });
  test.each([
    ["is on", held, 199, 200],
    ["is over at its instant, also where nobody can say so", held, 200, undefined],
    ["after the clock was set back is on again", held, 150, 200],
    ["there is none", said("a1"), 150, undefined],
  ])("%s", (_, one, at_ms, expected) => {
    expect(embargo_of(one, at_ms)).toBe(expected);
  });

  test("told then, until the server says when", () => {
    expect(told_at_ms(held)).toBe(200);
    expect(told_at_ms(said("a1", { published_at_ms: 190 }))).toBe(190);
  });
});

describe("staggered languages: a reader gets", () => {
  /** "en! fr pt*": authentic, by a person, by a machine. */
  const in_languages = (list: string): Texts =>
    list.split(" ").filter(Boolean).map((one) =>
      create(LocalTextSchema, {
        language: one.replace(/[!*]/, ""),
        text: one,
        origin: one.endsWith("!") ? Origin.AUTHENTIC : one.endsWith("*") ? Origin.MACHINE : Origin.HUMAN,
      }),
    );

  test.each([
    ["their own, once it is ready", "en! fr", "en! fr", "fr", "", "fr"],
    ["the authentic one, before that", "en!", "en!", "fr", "", "en"],
    ["the authentic one, while the title alone is ready", "en! fr", "en!", "fr", "", "en"],
    ["their second, if that is ready", "en! fr pt", "en! pt", "fr,pt", "", "pt"],
    ["their own in another region", "en! pt", "en! pt", "pt-CV", "", "pt-CV"],
    ["of several that are authentic, the summit's first", "ar! en! fr!", "ar! en! fr!", "de", "fr,en", "fr"],
    ["the authentic one, and no translation that comes before it", "ar fr!", "ar fr!", "de", "ar,fr", "fr"],
    ["the body's, if there is no title", "", "en! es", "es", "", "es"],
    ["what there is, if nothing is authentic", "en*", "", "fr", "", "en"],
    ["nothing of nothing", "", "", "fr", "en", ""],
  ])("%s", (_, title, body, reader, summit, expected) => {
    const one = { title: in_languages(title), body: in_languages(body) };
    expect(reading_language(one, reader.split(","), summit === "" ? [] : summit.split(","))).toBe(expected);
  });
});

describe("from the records", () => {
  let server: ServerSide;
  let store: Store;
  let programme: Programme;
  const digest = new Uint8Array(32).fill(7);
  const named = (code: string): Parameters<typeof party>[1] => ({ code, name: [text(code)] });

  beforeEach(() => {
    server = new ServerSide();
    server.hold(
      series({ name: [text("Diaspora Summits")], zone: "UTC" }),
      party("y1", named("GEO")),
      party("y2", named("CPV")),
      person("p1", { name: "Nino" }),
      person("p2", { name: "Tomé" }),
      body("o1", { name: [text("Steering Committee")] }),
      seat("k1", { body: "o1", role: 2, party: "y1", acting: ["p1"], lastDay: { year: 2024, month: 9, day: 13 } }),
      seat("k2", { body: "o1", role: 2, party: "y2", acting: ["p2"] }),
      announcement("a1", {
        title: [text("Next in Tbilisi")],
        dateline: [text("Sal, 13 September")],
        pressContacts: [{ place: [text("Geneva")], name: "Press office", email: "press@example.org", phone: "+41 22" }],
        priority: IMPORTANT,
        askedToAcknowledge: ["y1", "y2"],
      }),
      clearance("a1", { body: "o1", keys: 2, state: ClearanceState.SUBMITTED, digest, embargoUntilMs: 900n }),
      approval("a1@k1", { person: "p1", digest, atMs: 5n }),
      approval("a1@k2", { person: "p2", digest: new Uint8Array(32), atMs: 4n }),
      acknowledgement("a1@y2", { atMs: 6n }),
    );
    store = new Store();
    programme = new Programme(store);
    store.take_part(snapshot_of(server));
  });

  test("the keys are those of what it says today", () => {
    const [one] = programme.prepared_announcements();
    expect(one?.clearance).toMatchObject({ keys_needed: 2, keys: [{ seat: "k1", person: "p1", name: "Nino", at_ms: 5 }], embargo_until_ms: 900 });
    store.take_changes(server.change([approval("a1@k2", { person: "p2", digest, atMs: 7n })]));
    expect(programme.announcement("a1")?.clearance?.keys.map(({ name }) => name)).toEqual(["Nino", "Tomé"]);
  });

  test("a key whose seat is filled no longer does not count", () => {
    store.take_changes(server.change([approval("a1@k2", { person: "p2", digest, atMs: 7n })]));
    const institutions = new Institutions(store);
    const counted = (at_ms: number): string[] => {
      const seats = institutions.bodies(at_ms).flatMap((one) => one.seats);
      return keys_that_count(programme.announcement("a1")!.clearance!, seats).map(({ seat }) => seat);
    };
    expect(counted(Date.UTC(2024, 8, 13, 23, 59))).toEqual(["k1", "k2"]);
    expect(counted(Date.UTC(2024, 8, 14))).toEqual(["k2"]);
    store.take_changes(server.change([seat("k2", { body: "o1", role: 2, party: "y2", acting: ["p1"] })]));
    expect(counted(Date.UTC(2024, 8, 13))).toEqual(["k1"]);
  });

  test("who has taken note", () => {
    expect(programme.announcement("a1")?.asked.map(({ party, acknowledged_at_ms }) => [party.code, acknowledged_at_ms])).toEqual([
      ["GEO", undefined],
      ["CPV", 6],
    ]);
  });

  test("once it is released it is no longer being prepared", () => {
    expect(ids(programme.prepared_announcements())).toBe("a1");
    expect(programme.announcements(10)).toEqual([]);
    store.take_changes(server.change([announcement("a1", { title: [text("Next in Tbilisi")], publishedAtMs: 9n })]));
    expect(programme.prepared_announcements()).toEqual([]);
    expect(ids(programme.announcements(10))).toBe("a1");
  });

  test("what waits for keys stands before what is being written; what was dropped is gone", () => {
    store.take_changes(
      server.change([
        announcement("a2", {}),
        clearance("a2", { state: ClearanceState.DRAFT }),
        announcement("a3", {}),
        clearance("a3", { state: ClearanceState.APPROVED }),
        announcement("a4", { withdrawnAtMs: 3n }),
        clearance("a4", { state: ClearanceState.DROPPED }),
      ]),
    );
    expect(ids(programme.prepared_announcements())).toBe("a1 a3 a2");
    store.take_changes(server.change([removal(Kind.CLEARANCE, "a2"), removal(Kind.ANNOUNCEMENT, "a2")]));
    expect(ids(programme.prepared_announcements())).toBe("a1 a3");
  });

  test("without its clearance nobody is told of a draft", () => {
    expect(prepared([said("a1", { published_at_ms: 0 })])).toEqual([]);
  });
});
