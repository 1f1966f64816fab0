// A follower: one link and, per log followed, a store and a clock. The place where a Verdict becomes an act.

import { create } from "@bufbuild/protobuf";
import {
  type Changes,
  type Command,
  type Followed,
  type Goodbye,
  Goodbye_Reason,
  type Hello,
  HelloSchema,
  PingSchema,
  type Pong,
  type Presence,
  RenewSchema,
  type Reply,
  ReportSchema,
  type Reset,
  type ServerMessage,
  type Snapshot,
  type Welcome,
} from "../gen/dais/v1/live_pb.ts";
import { type Actor, Audience } from "../gen/dais/v1/change_pb.ts";
import { type Drawn, report_of } from "./drawn.ts";
import { FollowedLog } from "./followed_log.ts";
import { type Keeper, Keeping } from "./keeping.ts";
import {
  misread_max,
  ping_in_doubt_every_ms,
  records_verified_at_once_max,
  verify_round_share,
  verify_slice_every_ms,
} from "./limits.ts";
import { Link, type LinkOptions, type LinkState } from "./link.ts";
import { type CommandOptions, Outbox, type Verb } from "./outbox.ts";
import type { Verdict } from "./store.ts";
import { type GetTicket, TicketHolder } from "./ticket.ts";

// A timer may come somewhat before its time.
const timer_early_ms = 100;

export interface FollowOptions extends LinkOptions {
  /** Names of logs; one without a name is the server's only one. */
  readonly logs?: readonly string[];
  readonly key?: string;
  /** Whoever is signed in, what everybody sees is wanted, as on a wall. */
  readonly as_public?: boolean;
  /** Where a ticket is to be had, if the server turns out not to know who is signed in; see ticket.ts. */
  readonly get_ticket?: GetTicket;
  /** What is at this end, as in "dashboard/1". */
  readonly client?: string;
  /** This screen's own name, for reports. */
  readonly screen?: string;
  /** Where to keep what everybody may see, for a start without a network; see keeping.ts. */
  readonly keeper?: Keeper;
}

export class Follower {
  readonly #logs: FollowedLog[];
  readonly #link: Link;
  readonly #outbox: Outbox;
  readonly #ticket: TicketHolder | undefined;
  readonly #keeping: Keeping | undefined;
  readonly #options: FollowOptions;
  readonly #listeners = new Set<() => void>();
  readonly #slices: ReturnType<typeof setInterval>;
  readonly #pings: ReturnType<typeof setInterval>;
  #last_slice_at = performance.now();
  // Logs that are being looked for on the device: the server is asked once they are there.
  #loading = 0;
  #begun = false;
  #closed = false;
  #actor: Actor | undefined;
  #presence: Presence | undefined;

  constructor(options: FollowOptions) {
    this.#options = options;
    this.#logs = (options.logs ?? [""]).map((name) => new FollowedLog(name));
    this.#link = new Link(options, {
      hello: () => this.#hello(),
      welcomed: (welcome) => this.#welcomed(welcome),
      received: (message) => this.#received(message),
      sent_away: (goodbye) => this.#sent_away(goodbye),
      changed: () => this.#tell(),
    });
    if (options.get_ticket) this.#ticket = new TicketHolder(options.get_ticket, () => this.#show_ticket());
    if (options.keeper) this.#keeping = new Keeping(options.keeper, () => this.#link.hold());
    this.#outbox = new Outbox((command) => this.#send_command(command));
    this.#slices = setInterval(() => this.#verify_slices(), verify_slice_every_ms);
    this.#pings = setInterval(() => this.#ping_who_is_due(), ping_in_doubt_every_ms);
    this.#ask_for(this.#logs);
  }

  get logs(): readonly FollowedLog[] {
    return this.#logs;
  }

  get state(): LinkState {
    return this.#link.state;
  }

  /** By performance.now(); undefined while no attempt to reconnect is waiting. */
  get retry_at(): number | undefined {
    return this.#link.retry_at;
  }

  /** What the server said when it sent us away. */
  get goodbye(): string | undefined {
    return this.#link.goodbye?.message;
  }

  /**
   * Several times in a row, what the server said made no sense here, though it answers: most likely it is of a later
   * version than this program.
   */
  get at_odds(): boolean {
    return this.#link.misread >= misread_max;
  }

  /** The server answers and is itself cut off from where something followed is decided: it tries, we wait. */
  get cut_off(): boolean {
    return this.#link.welcomed && this.logs.some((log) => log.cut_off);
  }

  /** Who the server takes us for; undefined: the public. */
  get actor(): Actor | undefined {
    return this.#actor;
  }

  /** Who is there; sent to staff only. */
  get presence(): Presence | undefined {
    return this.#presence;
  }

  /** Called when `state` or anything else here, records apart, is another. Returns how to stop. */
  on_changed(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Follows another log beside the others; one that is followed already is that one. What to follow is said at the start of
   * a socket, so that there is a new one: what is held is resumed.
   */
  also(name: string): FollowedLog {
    const known = this.#logs.find((one) => one.name === name || one.asked === name);
    if (known) return known;
    const log = new FollowedLog(name);
    this.#logs.push(log);
    this.#ask_for([log]);
    return log;
  }

  /** Sent now or as soon as there is a link; see Outbox. */
  command(log: FollowedLog, verb: Verb, options?: CommandOptions): Promise<Reply> {
    return this.#outbox.command(log.asked, verb, options);
  }

  /** Says what is drawn from a log, and from what; false if there is nobody to say it to. */
  report(log: FollowedLog, drawn: Drawn): boolean {
    if (!this.#link.welcomed || log.unknown) return false;
    return this.#link.send({ case: "report", value: report_of(log, this.#options.screen ?? "", drawn) });
  }

  retry_now(): void {
    this.#link.retry_now();
  }

  close(): void {
    this.#closed = true;
    this.#keeping?.close();
    clearInterval(this.#slices);
    clearInterval(this.#pings);
    this.#ticket?.drop();
    this.#outbox.close();
    this.#link.close();
  }

  // From what was kept of them, if there is anything.
  #ask_for(logs: readonly FollowedLog[]): void {
    const keeping = this.#keeping;
    if (!keeping) return this.#ask();
    this.#loading += 1;
    void Promise.all(logs.map((log) => keeping.load(log))).then(() => {
      this.#loading -= 1;
      if (this.#loading === 0 && !this.#closed) this.#ask();
    });
  }

  #ask(): void {
    if (this.#begun) return this.#link.restart(true);
    this.#begun = true;
    this.#link.open();
  }

  #hello(): Hello {
    const follow = this.logs.map(({ asked, name, store }) => {
      const resume = store.resume();
      const audience = this.#options.as_public ? Audience.PUBLIC : Audience.UNSPECIFIED;
      return resume ? { log: name || asked, resume, audience } : { log: asked, audience };
    });
    const { key = "", client = "sdk" } = this.#options;
    return create(HelloSchema, { follow, key, client, ticket: this.#ticket?.text ?? "" });
  }

  #welcomed(welcome: Welcome): void {
    this.#actor = welcome.actor;
    if (!welcome.actor) this.#ticket?.ask();
    this.logs.forEach((log, index) => {
      // In the order of the Hello; a log that was asked for without a name gets it here.
      const followed = welcome.followed[index];
      if (followed) this.#begin(log, followed);
    });
    // Nothing to follow is nothing to prove.
    if (this.logs.every(({ unknown }) => unknown)) this.#link.prove();
    this.#tell();
    this.#outbox.resend();
  }

  // Of whoever is known already it says that they still are.
  #show_ticket(): void {
    const ticket = this.#ticket?.text ?? "";
    if (!this.#link.welcomed) return;
    if (this.#actor) this.#link.send({ case: "renew", value: create(RenewSchema, { ticket }) });
    else this.#link.restart(true);
  }

  // Whoever is nobody any more, and showed no key of their own, is one of the public: the screen goes on.
  #sent_away({ reason }: Goodbye): boolean {
    const nobody = reason === Goodbye_Reason.KEY || reason === Goodbye_Reason.TICKET;
    if (!nobody || (this.#options.key ?? "") !== "") return false;
    this.#ticket?.drop();
    return true;
  }

  #begin(log: FollowedLog, followed: Followed): void {
    log.proven = false;
    log.cut_off = false;
    log.unknown = followed.unknown;
    log.audience = followed.audience;
    if (followed.unknown) return this.#miss(log);
    log.name = followed.log || log.asked;
    log.head = followed.position;
    log.store.new_socket(followed.resumed);
    if (followed.clock) log.clock.hear(followed.clock);
    this.#ask_time(log);
  }

  // What was the server's only log when it was kept, or last time, may have made room for another.
  #miss(log: FollowedLog): void {
    if (log.name === log.asked) return;
    log.name = log.asked;
    log.store.await_snapshot();
    this.#link.restart(true);
  }

  #received({ message }: ServerMessage): void {
    switch (message.case) {
      case "snapshot":
        return this.#with(message.value.log, (log) => this.#take_part(log, message.value));
      case "changes":
        return this.#with(message.value.log, (log) => this.#take_changes(log, message.value));
      case "reset":
        return this.#with(message.value.log, (log) => this.#take_reset(log, message.value));
      case "reply":
        return this.#outbox.replied(message.value);
      case "pong":
        return this.#with(message.value.log, (log) => this.#take_pong(log, message.value));
      case "presence":
        this.#presence = message.value;
        return this.#tell();
      case "welcome":
      case "goodbye":
      case "compressed":
      case "voidTickets":
      case undefined:
        return; // Taken by the link and its inbox, for edges alone, or of a later version.
      default:
        message satisfies never;
    }
  }

  #with(name: string, act: (log: FollowedLog) => void): void {
    const log = this.logs.find((one) => one.name === name || one.asked === name);
    if (log) act(log);
  }

  #take_reset(log: FollowedLog, reset: Reset): void {
    log.store.await_snapshot();
    log.proven = false;
    log.head = reset.position;
    log.audience = reset.audience;
    this.#link.doubt();
    this.#ticket?.doubt();
  }

  // A whole state that does not sum to its own digest is read otherwise here than it was written.
  #take_part(log: FollowedLog, part: Snapshot): void {
    const verdict = log.store.take_part(part);
    if (verdict === "differs") this.#mistrust(log, true);
    else this.#act(log, verdict);
  }

  #take_changes(log: FollowedLog, changes: Changes): void {
    if (changes.clock && log.clock.hear(changes.clock)) this.#ask_time(log);
    let verdict = log.store.take_changes(changes);
    const heartbeat = changes.changes.length === 0;
    if (verdict === "proven" && heartbeat && log.store.size < records_verified_at_once_max && !log.store.verify()) {
      verdict = "differs";
    }
    this.#act(log, verdict, changes.staleMs);
  }

  // stale_ms: for so long the server itself has not heard whether what it has is all there is.
  #act(log: FollowedLog, verdict: Verdict, stale_ms = 0): void {
    switch (verdict) {
      case "collecting":
        return;
      case "proven":
        if (log.store.position < log.head) return; // The rest is on its way.
        log.proven = stale_ms === 0;
        log.cut_off = !log.proven;
        log.as_of_ms = log.clock.now() - stale_ms * log.clock.rate;
        this.#keeping?.proven(log);
        if (!log.proven) {
          this.#link.doubt();
          return this.#tell();
        }
        if (this.logs.every((one) => one.proven || one.unknown)) this.#link.prove();
        return;
      case "gap":
        return this.#link.restart(true);
      case "differs":
        return this.#mistrust(log);
    }
  }

  #mistrust(log: FollowedLog, makes_no_sense = false): void {
    log.digest_failures += 1;
    log.proven = false;
    log.store.await_snapshot();
    const position = log.store.position;
    const report = { log: log.name, position, digestDiffered: true, screen: this.#options.screen ?? "" };
    this.#link.send({ case: "report", value: create(ReportSchema, report) });
    if (makes_no_sense) this.#link.make_no_sense(true);
    else this.#link.restart(true);
  }

  #verify_slices(): void {
    const now = performance.now();
    const elapsed = now - this.#last_slice_at;
    this.#last_slice_at = now;
    if (this.state !== "live" || this.#link.heartbeat_ms === 0) return;
    for (const log of this.logs) {
      if (log.store.size < records_verified_at_once_max) continue;
      const share = elapsed / (this.#link.heartbeat_ms * verify_round_share);
      if (!log.store.verify_slice(Math.ceil(log.store.size * share))) return this.#mistrust(log);
    }
  }

  #ask_time(log: FollowedLog): void {
    log.pings = 0;
    this.#ping(log);
  }

  #ping(log: FollowedLog): void {
    if (!this.#link.welcomed || log.unknown) return;
    log.pings += 1;
    log.pinged_at = performance.now();
    const sentMs = BigInt(Math.floor(log.pinged_at));
    this.#link.send({ case: "ping", value: create(PingSchema, { sentMs, log: log.name }) });
  }

  #ping_who_is_due(): void {
    for (const log of this.logs) {
      if (performance.now() >= log.pinged_at + log.clock.ping_after_ms(log.pings) - timer_early_ms) this.#ping(log);
    }
  }

  #take_pong(log: FollowedLog, pong: Pong): void {
    if (pong.clock) log.clock.hear_pong(pong.clock, Number(pong.sentMs));
    if (log.clock.ping_after_ms(log.pings) === 0) this.#ping(log);
  }

  #send_command(command: Command): void {
    const log = this.logs.find((one) => one.asked === command.log || one.name === command.log);
    if (this.#link.welcomed) this.#link.send({ case: "command", value: { ...command, log: log?.name ?? command.log } });
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export function follow(options: FollowOptions): Follower {
  return new Follower(options);
}
