// Summits dressed for pictures: the demo's with a floor on which somebody speaks, announcements, partners, colours and a logo,
// and a large congress as its own file has it.

import {
  AnnouncementPriority,
  follow,
  type FollowedLog,
  type Follower,
  Kind,
  PartnerKind,
  RequestKind,
  SpeakerRank,
  type Verb,
} from "@dais/sdk";
import { setTimeout as sleep } from "node:timers/promises";
import { Server } from "./server.ts";

/** A summit on a server, and the moment of it that pictures are of. */
export interface Scenery {
  readonly server: Server;
  readonly log: string;
  readonly at: string;
  /** Ids of a room and of a session with a floor, as an address names them. */
  readonly room: string;
  readonly session: string;
  close(): Promise<void>;
}

const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="30" fill="none" stroke="#e3c27a" stroke-width="4"/><path d="M2 32h60M32 2c-22 18-22 42 0 60M32 2c22 18 22 42 0 60" fill="none" stroke="#e3c27a" stroke-width="3"/></svg>`;
const said = (text: string, language = "en"): { language: string; text: string } => ({ language, text });

/** Somebody who may do all of it. */
export class Hands {
  readonly follower: Follower;
  readonly log: FollowedLog;

  constructor(server: Server, log = "") {
    this.follower = follow({ url: server.live_url, key: server.key, logs: [log] });
    this.log = this.follower.logs[0]!;
  }

  /** Returns once at least so many sessions are there: a server listens before it has all of its demo. */
  async ready(sessions = 10): Promise<this> {
    const until = Date.now() + 60_000;
    while (this.log.store.of_kind(Kind.SESSION).size < sessions) {
      if (Date.now() > until) throw new Error("there is no programme");
      await sleep(50);
    }
    return this;
  }

  /** Does it, whatever soft clashes there are; the id of what was made. */
  async done(verb: Verb): Promise<string> {
    const { outcome } = await this.follower.command(this.log, verb, { basis: this.log.store.position, override_reason: "a story" });
    if (outcome.case !== "done") throw new Error(JSON.stringify(outcome, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)));
    return outcome.value.id;
  }

  named(kind: Kind.ROOM | Kind.SESSION, words: string): string {
    for (const id of this.log.store.of_kind(kind).keys()) {
      const texts = kind === Kind.ROOM ? this.log.store.get(kind, id)?.name : this.log.store.get(kind, id)?.title;
      if (texts?.some(({ text }) => text.startsWith(words))) return id;
    }
    throw new Error(`nothing is called ${words}`);
  }

  party(code: string): string {
    for (const id of this.log.store.of_kind(Kind.PARTY).keys()) if (this.log.store.get(Kind.PARTY, id)?.code === code) return id;
    throw new Error(`there is no ${code}`);
  }

  close(): void {
    this.follower.close();
  }
}

export async function demo_scenery(...options: string[]): Promise<Scenery> {
  const server = await Server.start(...options);
  const hands = await new Hands(server).ready();
  const session = hands.named(Kind.SESSION, "From Dublin to Sal");
  await hands.done({ case: "startSession", value: { id: session, atMs: BigInt(Date.UTC(2024, 8, 12, 11)) } });
  await hold_floor(hands, session);
  await hands.done({
    case: "publishAnnouncement",
    value: {
      announcement: {
        title: [said("Shuttles leave from Gate B"), said("Les navettes partent de la porte B", "fr"), said("تنطلق الحافلات من البوابة «ب»", "ar")],
        body: [
          said("Between 18:00 and 20:00, every ten minutes."),
          said("De 18 h à 20 h, toutes les dix minutes.", "fr"),
          said("من الساعة 18:00 إلى الساعة 20:00، كل عشر دقائق.", "ar"),
        ],
        priority: AnnouncementPriority.IMPORTANT,
      },
    },
  });
  for (const [name, kind] of [["International Organization for Migration", PartnerKind.ORGANISER], ["African Union", PartnerKind.INSTITUTIONAL]] as const)
    await hands.done({ case: "putPartner", value: { partner: { name: [said(name)], kind } } });
  const bytes = new TextEncoder().encode(logo);
  await hands.done({ case: "putLook", value: { look: { brand: "#16335c", accent: "#c8952b", logo: bytes, logoOnDark: bytes } } });
  const room = hands.named(Kind.ROOM, "Plenary Hall");
  hands.close();
  return { server, log: "gdpa-2024", at: "2024-09-12T10:05", room, session, close: () => server.close() };
}

async function hold_floor(hands: Hands, session: string): Promise<void> {
  await hands.done({ case: "putFloor", value: { id: session, floor: { statementSeconds: 180, groupSeconds: 300, changeoverSeconds: 10, quorum: 20 } } });
  const { STATEMENT: kind } = RequestKind;
  const inscribe = (request: object): Promise<string> => hands.done({ case: "inscribeSpeaker", value: { session, request: { kind, ...request } } });
  const first = await inscribe({ party: hands.party("IRL"), rank: SpeakerRank.HEAD_OF_STATE });
  for (const code of ["KEN", "MEX", "GEO"]) await inscribe({ party: hands.party(code), rank: SpeakerRank.MINISTER });
  await hands.done({ case: "startTurn", value: { id: first } });
}

/** The schedule file of a congress with dozens of rooms. */
export async function congress_scenery(file: string, log: string, at: string, ...options: string[]): Promise<Scenery> {
  const server = await Server.start_empty(...options);
  await server.dais("import", file);
  const hands = await new Hands(server).ready();
  const rooms = [...hands.log.store.of_kind(Kind.ROOM).keys()];
  const room = rooms.find((id) => hands.log.store.get(Kind.ROOM, id)?.name.some(({ text }) => text.startsWith("Janson"))) ?? rooms[0]!;
  hands.close();
  return { server, log, at, room, session: "", close: () => server.close() };
}
