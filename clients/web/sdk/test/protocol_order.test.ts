import { create, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { EntrySchema, Kind } from "../gen/dais/v1/change_pb.ts";
import { Membership, PartyKind, PartySchema } from "../gen/dais/v1/party_pb.ts";
import { type LocalText, LocalTextSchema, Origin } from "../gen/dais/v1/text_pb.ts";
import { party_view } from "../src/party_view.ts";
import { protocol_order } from "../src/protocol_order.ts";
import { Store } from "../src/store.ts";
import { ServerSide, snapshot_of } from "./records_for_tests.ts";

const languages = ["ar", "en", "es", "fr", "pt"] as const;

const party = (id: string, ...names: string[]): { id: string; name: LocalText[] } => ({
  id,
  name: names.map((text, i) =>
    create(LocalTextSchema, { language: languages[i] ?? "", text, origin: Origin.AUTHENTIC }),
  ),
});

const parties = [
  party("ZMB", "زامبيا", "Zambia", "Zambia", "Zambie", "Zâmbia"),
  party("CIV", "كوت ديفوار", "Côte d’Ivoire", "Côte d’Ivoire", "Côte d’Ivoire", "Côte d’Ivoire"),
  party("JOR", "الأردن", "Jordan", "Jordania", "Jordanie", "Jordânia"),
  party("EGY", "مصر", "Egypt", "Egipto", "Égypte", "Egito"),
  party("ZAF", "جنوب أفريقيا", "South Africa", "Sudáfrica", "Afrique du Sud", "África do Sul"),
  party("CRI", "كوستاريكا", "Costa Rica", "Costa Rica", "Costa Rica", "Costa Rica"),
  party("DEU", "ألمانيا", "Germany", "Alemania", "Allemagne", "Alemanha"),
  party("AUT", "النمسا", "Austria", "Austria", "Autriche", "Áustria"),
];

const ordered = (language: string): string => protocol_order(parties, language).map(({ id }) => id).join(" ");

test("English, and accents are no letters of their own", () => {
  expect(ordered("en")).toBe("AUT CRI CIV EGY DEU JOR ZAF ZMB");
});

test("French: Égypte stands with E, South Africa with A", () => {
  expect(ordered("fr")).toBe("ZAF DEU AUT CRI CIV EGY JOR ZMB");
});

test("Spanish", () => {
  expect(ordered("es")).toBe("DEU AUT CRI CIV EGY JOR ZAF ZMB");
});

test("Portuguese, in a region as well: África and Áustria stand with A", () => {
  expect(ordered("pt")).toBe("ZAF DEU AUT CRI CIV EGY JOR ZMB");
  expect(ordered("pt-CV")).toBe(ordered("pt"));
});

test("Arabic passes over the article", () => {
  // al-Urdunn by alif and ra, Almanya by alif and lam, …, an-Nimsa by nun.
  expect(ordered("ar")).toBe("JOR DEU ZAF ZMB CIV CRI EGY AUT");
});

test("who has no name in the language stands by the name that is shown", () => {
  const nameless = { id: "y1", name: [create(LocalTextSchema, { language: "en", text: "Benin", origin: Origin.AUTHENTIC })] };
  expect(protocol_order([...parties, nameless], "fr").map(({ id }) => id)).toEqual(
    ["ZAF", "DEU", "AUT", "y1", "CRI", "CIV", "EGY", "JOR", "ZMB"],
  );
});

test("two of one name stand the same on every screen, and the list given stays as it was", () => {
  const twins = [party("y2", "", "Friends"), party("y1", "", "Friends")];
  expect(protocol_order(twins, "en").map(({ id }) => id)).toEqual(["y1", "y2"]);
  expect(twins.map(({ id }) => id)).toEqual(["y2", "y1"]);
});

test("a party's view has codes, groups, membership and whether there is a flag", () => {
  const server = new ServerSide();
  const record = create(PartySchema, {
    kind: PartyKind.STATE,
    code: "NAM",
    code2: "NA",
    membership: Membership.MEMBER,
    groups: ["African States", "G77"],
    hasFlag: true,
  });
  server.hold(create(EntrySchema, { kind: Kind.PARTY, id: "y1", put: toBinary(PartySchema, record) }));
  const store = new Store();
  store.new_socket(false);
  store.take_part(snapshot_of(server));
  expect(party_view(store, "y1")).toEqual({
    id: "y1",
    kind: PartyKind.STATE,
    name: [],
    short_name: [],
    code: "NAM",
    code2: "NA",
    membership: Membership.MEMBER,
    groups: ["African States", "G77"],
    has_flag: true,
  });
  expect(party_view(store, "y2")).toBeUndefined();
});
