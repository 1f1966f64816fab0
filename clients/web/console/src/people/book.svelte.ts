// The names of what a log is about, for whoever says what a role is confined to: followed as it changes, with the cookie
// of whoever is signed in.

import { follow, type FollowedLog, type Follower, Kind, type LocalText, Programme } from "@dais/sdk";
import { live_url } from "@dais/ui/address.ts";
import { short_date } from "@dais/ui/dates.ts";
import { SvelteMap } from "svelte/reactivity";
import type { Reader } from "../live/reader.svelte.ts";

/** What may be chosen, by the name of the field of a Grant that holds it. */
export type Named = "tracks" | "rooms" | "sessions" | "party" | "person";

export interface Choice {
  readonly id: string;
  readonly text: string;
  /** What tells it apart from others of that name. */
  readonly hint: string;
}

export class Book {
  readonly #follower: Follower;
  readonly #log: FollowedLog;
  readonly #programme: Programme;
  #version = $state(0);
  #holds = $state(false);
  #asked = false;

  constructor(log: string) {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    this.#follower = follow({ url: live_url(new URL(location.href)), logs: [log], client: "console/1" });
    this.#log = this.#follower.logs[0]!;
    this.#programme = new Programme(this.#log.store);
    this.#log.store.on_touched(() => this.#ask_for_drawing());
  }

  /** Its records are here. */
  get holds(): boolean {
    return this.#holds;
  }

  /** What the summit is called; empty if it is not known yet. */
  title(reader: Reader): string {
    this.#read();
    const summit = this.#programme.summit();
    return summit ? reader.pick(summit.name).text : "";
  }

  /** The end of a day where the summit sits; undefined if the text is no date. */
  end_of_day_ms(date: string): number | undefined {
    return this.#programme.venue.parse_local(`${date}T23:59`);
  }

  date_of(at_ms: number): string {
    this.#read();
    return this.#programme.venue.date_of(at_ms);
  }

  choices(named: Named, reader: Reader): readonly Choice[] {
    this.#read();
    const kind = kinds[named];
    const all = [...this.#log.store.of_kind(kind).keys()].flatMap((id) => this.#choice(named, id, reader) ?? []);
    const order = new Intl.Collator(reader.language);
    if (named === "sessions") return all.sort((a, b) => order.compare(a.hint, b.hint));
    return all.sort((a, b) => order.compare(a.text, b.text));
  }

  /** What is called so; the id as long as its name is not known. */
  name(named: Named, id: string, reader: Reader): string {
    this.#read();
    return this.#choice(named, id, reader)?.text ?? id;
  }

  close(): void {
    this.#follower.close();
  }

  #choice(named: Named, id: string, reader: Reader): Choice | undefined {
    const text = (texts: readonly LocalText[]): string => reader.pick(texts).text || id;
    const { store } = this.#log;
    switch (named) {
      case "tracks": {
        const track = store.get(Kind.TRACK, id);
        return track && { id, text: text(track.name), hint: "" };
      }
      case "rooms": {
        const room = store.get(Kind.ROOM, id);
        return room && { id, text: text(room.name), hint: room.location.length > 0 ? text(room.location) : "" };
      }
      case "party": {
        const party = store.get(Kind.PARTY, id);
        return party && { id, text: text(party.name), hint: party.code };
      }
      case "person": {
        const person = store.get(Kind.PERSON, id);
        if (!person || person.erased) return undefined;
        const party = person.party === "" ? undefined : store.get(Kind.PARTY, person.party);
        return { id, text: person.name || id, hint: party ? text(party.name) : text(person.position).replace(id, "") };
      }
      case "sessions": {
        const session = this.#programme.session(id);
        if (!session) return undefined;
        const { venue } = this.#programme;
        const hint = `${short_date(reader.language, session.date)} ${venue.hours_minutes(session.starts_at_ms)}`;
        return { id, text: text(session.title), hint };
      }
    }
  }

  #read(): number {
    return this.#version;
  }

  #ask_for_drawing(): void {
    if (this.#asked) return;
    this.#asked = true;
    setTimeout(() => {
      this.#asked = false;
      this.#version += 1;
      this.#holds = this.#log.store.holds;
    }, 50);
  }
}

const kinds = {
  tracks: Kind.TRACK,
  rooms: Kind.ROOM,
  sessions: Kind.SESSION,
  party: Kind.PARTY,
  person: Kind.PERSON,
} as const;

/** A book per log, opened when somebody looks into it. */
export class Books {
  readonly #books = new SvelteMap<string, Book>();

  /** Not while something is drawn. */
  open(log: string): Book | undefined {
    if (log !== "" && !this.#books.has(log)) this.#books.set(log, new Book(log));
    return this.#books.get(log);
  }

  get(log: string): Book | undefined {
    return this.#books.get(log);
  }

  close(): void {
    for (const book of this.#books.values()) book.close();
    this.#books.clear();
  }
}
