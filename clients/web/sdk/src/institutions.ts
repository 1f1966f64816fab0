// What outlives an edition, as a screen wants it, kept in step with the store of one log: its series, its bodies and who
// sits in them, its declarations and their rolls, its commitments. Views are made when asked for and kept until a record
// behind them changes.

import { SeatRole } from "../gen/dais/v1/body_pb.ts";
import { Kind } from "../gen/dais/v1/change_pb.ts";
import { CommitmentState } from "../gen/dais/v1/commitment_pb.ts";
import type { Date as WireDate } from "../gen/dais/v1/date_pb.ts";
import { hex } from "./bytes.ts";
import type {
  BodyView,
  CommitmentReportView,
  CommitmentView,
  DeclarationView,
  EditionView,
  RollLine,
  SeatView,
  SeriesView,
} from "./institution_views.ts";
import { holder_view, party_view } from "./party_view.ts";
import type { Store } from "./store.ts";
import { type VenueTime, date_text, venue_time_of } from "./venue_time.ts";
import { is_web } from "./web_address.ts";

export class Institutions {
  readonly #store: Store;
  #venue: VenueTime | undefined;
  #seats: readonly (SeatView & { readonly body: string })[] | undefined;
  #rolls: Map<string, RollLine[]> | undefined;
  #declarations: readonly DeclarationView[] | undefined;
  #commitments: readonly CommitmentView[] | undefined;

  constructor(store: Store) {
    this.#store = store;
    // All go at once: there are few, and they change now and then.
    store.on_touched((touched) => {
      if (touched.some(({ kind }) => institution_kinds.has(kind))) this.#forget();
    });
  }

  #forget(): void {
    this.#venue = this.#seats = this.#rolls = this.#declarations = this.#commitments = undefined;
  }

  get venue(): VenueTime {
    return (this.#venue ??= venue_time_of(this.#store));
  }

  /** Undefined in a summit's own log. */
  series(): SeriesView | undefined {
    const series = this.#store.get(Kind.SERIES, "z");
    if (!series) return undefined;
    return {
      name: series.name,
      acronym: series.acronym,
      next_host: party_view(this.#store, series.nextHost),
      languages: series.languages,
      zone: series.zone,
      website: is_web(series.website) ? series.website : "",
    };
  }

  /** By their number. */
  editions(): readonly EditionView[] {
    const editions = this.#all(Kind.EDITION, (id): EditionView | undefined => {
      const edition = this.#store.get(Kind.EDITION, id);
      return (
        edition && {
          id,
          number: edition.number,
          name: edition.name,
          log: edition.log,
          hosts: edition.hosts.flatMap((host) => party_view(this.#store, host) ?? []),
          venue: edition.venue?.name ?? [],
          city: edition.venue?.city ?? [],
          days: edition.days.map(date_text),
        }
      );
    });
    return editions.sort((a, b) => a.number - b.number);
  }

  /** In their order, each with the seats whose term this instant is in. */
  bodies(at_ms: number): readonly BodyView[] {
    const today = this.venue.calendar_date(at_ms);
    const order = (id: string): number => this.#store.get(Kind.BODY, id)?.order ?? 0;
    const bodies = this.#all(Kind.BODY, (id): BodyView | undefined => {
      const body = this.#store.get(Kind.BODY, id);
      const seats = this.#all_seats().filter((seat) => seat.body === id && is_in_term(seat, today));
      return body && { id, name: body.name, short_name: body.shortName, seats };
    });
    return bodies.sort((a, b) => order(a.id) - order(b.id) || (a.id < b.id ? -1 : 1));
  }

  /** In the order in which they were adopted; those that were not, after them. */
  declarations(): readonly DeclarationView[] {
    return (this.#declarations ??= this.#all(Kind.DECLARATION, (id) => this.#declaration(id)).sort(
      (a, b) => (a.adopted_at_ms ?? Infinity) - (b.adopted_at_ms ?? Infinity) || (a.id < b.id ? -1 : 1),
    ));
  }

  declaration(id: string): DeclarationView | undefined {
    return this.declarations().find((one) => one.id === id);
  }

  /** Who stands on a declaration's roll, in no order; see roll.ts. */
  roll(declaration: string): readonly RollLine[] {
    if (!this.#rolls) {
      this.#rolls = new Map();
      for (const id of this.#store.of_kind(Kind.ENDORSEMENT).keys()) {
        const [of = "", party = ""] = id.split("@");
        const line = this.#roll_line(id, party);
        const lines = this.#rolls.get(of);
        if (line && lines) lines.push(line);
        else if (line) this.#rolls.set(of, [line]);
      }
    }
    return this.#rolls.get(declaration) ?? [];
  }

  /** By the day on which they are due; those without one last. */
  commitments(): readonly CommitmentView[] {
    return (this.#commitments ??= this.#all(Kind.COMMITMENT, (id) => this.#commitment(id)).sort(
      (a, b) => (a.due === b.due ? 0 : (a.due || "~") < (b.due || "~") ? -1 : 1) || (a.id < b.id ? -1 : 1),
    ));
  }

  /** Whether its day is over and it is neither done nor given up. */
  is_overdue({ due, state }: CommitmentView, at_ms: number): boolean {
    const is_over = state === CommitmentState.FULFILLED || state === CommitmentState.ABANDONED;
    return due !== "" && !is_over && due < this.venue.calendar_date(at_ms);
  }

  #all<View>(kind: Kind, view_of: (id: string) => View | undefined): View[] {
    return [...this.#store.of_kind(kind).keys()].flatMap((id) => view_of(id) ?? []);
  }

  #all_seats(): readonly (SeatView & { readonly body: string })[] {
    return (this.#seats ??= this.#all(Kind.SEAT, (id) => {
      const seat = this.#store.get(Kind.SEAT, id);
      return (
        seat && {
          id,
          body: seat.body,
          role: seat.role,
          party: party_view(this.#store, seat.party),
          person: holder_view(this.#store, seat.person),
          acting: seat.acting.flatMap((person) => holder_view(this.#store, person) ?? []),
          first_day: text_of(seat.firstDay),
          last_day: text_of(seat.lastDay),
        }
      );
    }).sort((a, b) => rank_of(a.role) - rank_of(b.role) || (a.id < b.id ? -1 : 1)));
  }

  #declaration(id: string): DeclarationView | undefined {
    const declaration = this.#store.get(Kind.DECLARATION, id);
    if (!declaration) return undefined;
    const text = this.#store.get(Kind.DECLARATION_TEXT, `${id}@${declaration.version}`);
    const { count } = declaration;
    return {
      id,
      title: declaration.title,
      symbol: declaration.symbol,
      authentic_languages: declaration.authenticLanguages,
      edition: declaration.edition,
      roll_order: declaration.rollOrder,
      first_letter: declaration.firstLetter,
      version: declaration.version,
      texts: (text?.texts ?? []).map(({ language, hash }) => ({ language, hash: hex(hash) })),
      adopted_by: declaration.adoptedBy,
      adopted_at_ms: number_of(declaration.adoptedAtMs),
      count: count && { in_favour: count.inFavour, against: count.against, abstaining: count.abstaining },
      opened_at_ms: number_of(declaration.openedAtMs),
      closes_at_ms: number_of(declaration.closesAtMs),
    };
  }

  #roll_line(id: string, party_id: string): RollLine | undefined {
    const endorsement = this.#store.get(Kind.ENDORSEMENT, id);
    const party = party_view(this.#store, party_id);
    if (!endorsement || !party) return undefined;
    return {
      id,
      party,
      status: endorsement.status,
      announced_at_ms: Number(endorsement.announcedAtMs),
      signed_at_ms: Number(endorsement.signedAtMs),
      withdrawn_at_ms: Number(endorsement.withdrawnAtMs),
      signatory: holder_view(this.#store, endorsement.signatory)?.name ?? "",
      statement_kind: endorsement.statementKind,
      statement: endorsement.statement,
      order: endorsement.order,
    };
  }

  #commitment(id: string): CommitmentView | undefined {
    const commitment = this.#store.get(Kind.COMMITMENT, id);
    if (!commitment) return undefined;
    const reports = [...this.#store.of_kind(Kind.COMMITMENT_REPORT).values()].flatMap((held): CommitmentReportView[] => {
      const report = held.owner === id ? this.#store.get(Kind.COMMITMENT_REPORT, held.id) : undefined;
      return report ? [{ id: held.id, state: report.state, text: report.text, at_ms: Number(report.atMs) }] : [];
    });
    return {
      id,
      title: commitment.title,
      party: party_view(this.#store, commitment.party),
      declaration: commitment.declaration,
      due: text_of(commitment.due),
      state: commitment.state,
      reports: reports.sort((a, b) => b.at_ms - a.at_ms || (a.id < b.id ? 1 : -1)),
    };
  }
}

const institution_kinds: ReadonlySet<number> = new Set([
  Kind.SUMMIT,
  Kind.SERIES,
  Kind.PARTY,
  Kind.PERSON,
  Kind.SEAT,
  Kind.DECLARATION,
  Kind.DECLARATION_TEXT,
  Kind.ENDORSEMENT,
  Kind.COMMITMENT,
  Kind.COMMITMENT_REPORT,
]);

const number_of = (value: bigint | undefined): number | undefined => (value === undefined ? undefined : Number(value));
const text_of = (date: WireDate | undefined): string => (date ? date_text(date) : "");

const is_in_term = ({ first_day, last_day }: SeatView, date: string): boolean =>
  first_day <= date && (last_day === "" || date <= last_day);

const rank_of = (role: SeatRole): number =>
  role === SeatRole.CHAIR || role === SeatRole.CO_CHAIR ? role : SeatRole.MEMBER;
