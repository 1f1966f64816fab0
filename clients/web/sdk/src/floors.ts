// The floors of a summit's sessions as a screen wants them, kept in step with the store of one log. Lists are made when
// asked for and kept until a record behind them changes.

import { Kind } from "../gen/dais/v1/change_pb.ts";
import type { Floor, SpeakerRequest, Turn } from "../gen/dais/v1/floor_pb.ts";
import { hex } from "./bytes.ts";
import { number_of } from "./floor.ts";
import type { ListedView, FloorView, ProposalView, RequestView, StatementView, TurnView } from "./floor_views.ts";
import { holder_view, party_view } from "./party_view.ts";
import type { Store } from "./store.ts";

export class Floors {
  readonly #store: Store;
  #asked: Map<string, ListedView[]> | undefined;
  #proposals: Map<string, ProposalView[]> | undefined;

  constructor(store: Store) {
    this.#store = store;
    store.on_touched((touched) => {
      if (touched.some(({ kind }) => floor_kinds.has(kind))) this.#asked = this.#proposals = undefined;
    });
  }

  /** Ids of the sessions that have one. */
  sessions(): readonly string[] {
    return [...this.#store.of_kind(Kind.FLOOR).keys()];
  }

  floor(session: string): FloorView | undefined {
    const floor = this.#store.get(Kind.FLOOR, session);
    return floor && floor_view(floor);
  }

  /** Who has asked for the floor, in the order in which they did; see floor.ts. */
  asked(session: string): readonly ListedView[] {
    this.#asked ??= this.#by_session(Kind.SPEAKER_REQUEST, (id) => this.#listed(id));
    return this.#asked.get(session) ?? [];
  }

  /** In the order in which they were put. */
  proposals(session: string): readonly ProposalView[] {
    this.#proposals ??= this.#by_session(Kind.PROPOSAL, (id) => this.#proposal(id));
    return this.#proposals.get(session) ?? [];
  }

  #by_session<View extends { readonly id: string }>(kind: Kind, view_of: (id: string) => View | undefined): Map<string, View[]> {
    const views = new Map<string, View[]>();
    for (const id of this.#store.of_kind(kind).keys()) {
      const [session = ""] = id.split("@");
      const view = view_of(id);
      const others = views.get(session);
      if (view && others) others.push(view);
      else if (view) views.set(session, [view]);
    }
    for (const all of views.values()) all.sort((a, b) => number_of(a.id) - number_of(b.id));
    return views;
  }

  #listed(id: string): ListedView | undefined {
    const request = this.#store.get(Kind.SPEAKER_REQUEST, id);
    const turn = this.#store.get(Kind.TURN, id);
    if (!request) return undefined;
    return {
      id,
      request: request_view(request),
      turn: turn && turn_view(turn),
      party: party_view(this.#store, request.party),
      joint: request.jointParties.flatMap((party) => party_view(this.#store, party) ?? []),
      person: holder_view(this.#store, request.person),
      statement: this.#statement(id),
    };
  }

  #statement(id: string): StatementView | undefined {
    const statement = this.#store.get(Kind.STATEMENT, id);
    return (
      statement && {
        texts: statement.texts.map(({ language, hash }) => ({ language, hash: hex(hash) })),
        check_against_delivery: statement.checkAgainstDelivery,
        embargoed: statement.embargoed,
      }
    );
  }

  #proposal(id: string): ProposalView | undefined {
    const proposal = this.#store.get(Kind.PROPOSAL, id);
    if (!proposal) return undefined;
    const { count } = proposal;
    return {
      id,
      title: proposal.title,
      symbol: proposal.symbol,
      state: proposal.state,
      manner: proposal.manner,
      count: count && { in_favour: count.inFavour, against: count.against, abstaining: count.abstaining },
      decided_at_ms: ms_of(proposal.decidedAtMs),
      silence_until_ms: ms_of(proposal.silenceUntilMs),
      objected_by: party_view(this.#store, proposal.objectedBy),
    };
  }
}

export function floor_view(floor: Floor): FloorView {
  return {
    statement_seconds: floor.statementSeconds,
    group_seconds: floor.groupSeconds,
    point_of_order_seconds: floor.pointOfOrderSeconds,
    budget_seconds: floor.budgetSeconds,
    reply_seconds: floor.replySeconds,
    later_reply_seconds: floor.laterReplySeconds,
    changeover_seconds: floor.changeoverSeconds,
    opens_at_ms: ms_of(floor.inscriptionOpensAtMs),
    closes_at_ms: ms_of(floor.inscriptionClosesAtMs),
    list_closed_at_ms: ms_of(floor.listClosedAtMs),
    quorum: floor.quorum,
    present: floor.present,
  };
}

export function request_view(request: SpeakerRequest): RequestView {
  const { kind, party, rank, group, place, status, about } = request;
  return { kind, party, joint_parties: request.jointParties, rank, group, place, allotted_seconds: request.allottedSeconds, status, about };
}

/** Undefined: begun by mistake, and blank again. */
export function turn_view(turn: Turn): TurnView | undefined {
  if (turn.startedAtMs === 0n) return undefined;
  return {
    started_at_ms: Number(turn.startedAtMs),
    allotted_seconds: turn.allottedSeconds,
    spoken_ms: Number(turn.spokenMs),
    since_ms: ms_of(turn.sinceMs),
    ended_at_ms: ms_of(turn.endedAtMs),
    interrupts: turn.interrupts,
    ruling: turn.ruling,
  };
}

const floor_kinds: ReadonlySet<number> = new Set([
  Kind.SPEAKER_REQUEST,
  Kind.TURN,
  Kind.STATEMENT,
  Kind.PROPOSAL,
  Kind.PARTY,
  Kind.PERSON,
]);

const ms_of = (value: bigint | undefined): number | undefined => (value === undefined ? undefined : Number(value));
