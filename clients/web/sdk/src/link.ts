// One line to the server: a WebSocket at a time, its Hello, its silence, and when to try again.
//
// It promises: messages are delivered in order; a socket that is silent for too long counts as dead; a server that says
// when to come back is obeyed; `live` is claimed only between a proof of what is held (`prove`) and the end of that
// socket. It knows no log, no record and no command.

import { create, toBinary } from "@bufbuild/protobuf";
import { type ClientMessage, ClientMessageSchema, type Goodbye } from "../gen/dais/v1/live_pb.ts";
import { type Hello, type ServerMessage, type Welcome } from "../gen/dais/v1/live_pb.ts";
import { Inbox } from "./inbox.ts";
import { heartbeats_missed_max, retry_ms_max, retry_ms_min, welcome_wait_ms } from "./limits.ts";

/**
 * connecting: nothing proven yet. live: what is held is current. stale: it was once, be it before this page was loaded.
 * closed: and it stays so.
 */
export type LinkState = "connecting" | "live" | "stale" | "closed";

/** As much of WebSocket as is needed; tests inject their own. */
export interface Socket {
  binaryType: string;
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
}

export type OpenSocket = (url: string, protocol: string) => Socket;

export interface LinkOptions {
  readonly url: string;
  readonly open_socket?: OpenSocket;
  /** In [0, 1); Math.random unless told. */
  readonly random?: () => number;
}

/** What the link asks of whoever owns it. */
export interface LinkOwner {
  /** The first message of a new socket, resumes included. */
  hello(): Hello;
  welcomed(welcome: Welcome): void;
  received(message: ServerMessage): void;
  /** The server ends this for good; whether to come back all the same, as somebody else. */
  sent_away(goodbye: Goodbye): boolean;
  /** `state`, `retry_at` or `goodbye` is another. */
  changed(): void;
}

const protocol = "dais.v1";
const open_browser_socket: OpenSocket = (url, name) => new WebSocket(url, name) as unknown as Socket;
// Close codes of our own: from here on the server means "do not come back by yourself".
const close_for_good_min = 4400;
const close_for_good_max = 4999;

export class Link {
  readonly #options: LinkOptions;
  readonly #owner: LinkOwner;
  #socket: Socket | undefined;
  #inbox: Inbox | undefined;
  #welcomed = false;
  #live = false;
  #ever_live = false;
  #closed = false;
  #attempts = 0;
  #opened_at = 0;
  #heartbeat_ms = 0;
  #last_frame_at = 0;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retry_at: number | undefined;
  #goodbye: Goodbye | undefined;
  #misread = 0;

  constructor(options: LinkOptions, owner: LinkOwner) {
    this.#options = options;
    this.#owner = owner;
  }

  get state(): LinkState {
    if (this.#closed) return "closed";
    if (this.#live) return "live";
    return this.#ever_live ? "stale" : "connecting";
  }

  /** The Welcome is there: commands and pings may be sent. */
  get welcomed(): boolean {
    return this.#welcomed;
  }

  get heartbeat_ms(): number {
    return this.#heartbeat_ms;
  }

  /** By performance.now(); undefined while no attempt is waiting. */
  get retry_at(): number | undefined {
    return this.#retry_at;
  }

  /** The last one, if the server said one and the link has not been live since. */
  get goodbye(): Goodbye | undefined {
    return this.#goodbye;
  }

  /** How often in a row, with nothing proven in between, the server said what makes no sense here. */
  get misread(): number {
    return this.#misread;
  }

  open(): void {
    this.#leave();
    this.#closed = false;
    this.#attempts += 1;
    this.#opened_at = performance.now();
    this.#last_frame_at = this.#opened_at;
    const socket = (this.#options.open_socket ?? open_browser_socket)(this.#options.url, protocol);
    const inbox = new Inbox(
      (message) => this.#take(message),
      () => this.make_no_sense(),
    );
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.send({ case: "hello", value: this.#owner.hello() });
    socket.onmessage = (event) => {
      this.#last_frame_at = performance.now();
      if (event.data instanceof ArrayBuffer) inbox.take(new Uint8Array(event.data));
      else this.make_no_sense();
    };
    // A Goodbye may still wait behind what is being inflated: it says more than the code does.
    socket.onclose = ({ code }) => {
      this.doubt();
      inbox.finish(() => (code >= close_for_good_min && code <= close_for_good_max ? this.close() : this.restart()));
    };
    this.#socket = socket;
    this.#inbox = inbox;
    this.#listen_for_silence(welcome_wait_ms);
    this.#owner.changed();
  }

  /** What is held was just proven to be what the server has. */
  prove(): void {
    const long_enough = performance.now() - this.#opened_at >= this.#heartbeat_ms;
    if (long_enough) this.#attempts = 0;
    // What is taken after the end of a socket is no longer news.
    if (this.#live || this.#socket?.readyState !== 1) return;
    this.#live = true;
    this.#ever_live = true;
    this.#goodbye = undefined;
    this.#misread = 0;
    this.#owner.changed();
  }

  /** What is held was proven before this link, and may be old. */
  hold(): void {
    if (this.#ever_live) return;
    this.#ever_live = true;
    this.#owner.changed();
  }

  /** What is held may not be current any more, though the socket lives. */
  doubt(): void {
    if (!this.#live) return;
    this.#live = false;
    this.#owner.changed();
  }

  /** Leaves this socket and tries another: at once if this one has served, else after a random time. */
  restart(at_once = false): void {
    const ceiling = Math.min(retry_ms_max, retry_ms_min * 2 ** Math.max(0, this.#attempts - 1));
    const random = (this.#options.random ?? Math.random)();
    this.#come_back_after(at_once && this.#attempts <= 1 ? 0 : random * ceiling);
  }

  /** What the server said makes no sense here: `restart`, and counted. */
  make_no_sense(at_once = false): void {
    this.#misread += 1;
    this.restart(at_once);
  }

  /** Does not wait any longer, as when the device says that it is online again or a person asks. */
  retry_now(): void {
    if (this.#retry_at !== undefined || this.#closed) this.open();
    else this.#check_silence();
  }

  close(): void {
    this.#leave();
    this.#closed = true;
    this.#owner.changed();
  }

  /** False if there is nobody to send it to. */
  send(message: ClientMessage["message"]): boolean {
    if (this.#socket?.readyState !== 1) return false;
    const bytes = toBinary(ClientMessageSchema, create(ClientMessageSchema, { message }));
    this.#socket.send(bytes);
    return true;
  }

  #take(message: ServerMessage): void {
    const said = message.message;
    if (said.case === "goodbye") return this.#say_goodbye(said.value);
    if (said.case === "welcome") {
      this.#welcomed = true;
      this.#heartbeat_ms = said.value.heartbeatMs;
      this.#listen_for_silence(this.#silence_max());
      return this.#owner.welcomed(said.value);
    }
    if (this.#welcomed) this.#owner.received(message);
    else this.make_no_sense();
  }

  #say_goodbye(goodbye: Goodbye): void {
    this.#goodbye = goodbye;
    if (goodbye.retryAfterMs === 0) return this.#owner.sent_away(goodbye) ? this.restart(true) : this.close();
    const random = (this.#options.random ?? Math.random)();
    this.#come_back_after(goodbye.retryAfterMs + random * retry_ms_min);
  }

  #come_back_after(wait_ms: number): void {
    this.#leave();
    this.#retry_at = performance.now() + wait_ms;
    this.#retry = setTimeout(() => this.open(), wait_ms);
    this.#owner.changed();
  }

  // Nothing more of the old socket is heard; a dead one may take minutes to notice that it is closed.
  #leave(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#retry);
    this.#retry_at = undefined;
    this.#inbox?.close();
    this.#welcomed = false;
    this.#live = false;
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(1000);
  }

  #silence_max(): number {
    return this.#welcomed && this.#heartbeat_ms > 0 ? this.#heartbeat_ms * heartbeats_missed_max : welcome_wait_ms;
  }

  #listen_for_silence(wait_ms: number): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#check_silence(), wait_ms);
  }

  #check_silence(): void {
    if (!this.#socket) return;
    const left = this.#last_frame_at + this.#silence_max() - performance.now();
    if (left <= 0) this.restart();
    else this.#listen_for_silence(left);
  }
}
