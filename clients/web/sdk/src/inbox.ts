// Frames in, messages out, in the order in which they came: inflating takes time, and what follows waits for it.

import { fromBinary } from "@bufbuild/protobuf";
import { type ServerMessage, ServerMessageSchema } from "../gen/dais/v1/live_pb.ts";
import { from_columns } from "./columns.ts";
import { inflate } from "./inflate.ts";
import { inbox_messages_max } from "./limits.ts";

export class Inbox {
  #waiting: Uint8Array[] = [];
  #inflating = false;
  #closed = false;
  #finished: (() => void) | undefined;
  readonly #deliver: (message: ServerMessage) => void;
  readonly #fail: (reason: string) => void;

  constructor(deliver: (message: ServerMessage) => void, fail: (reason: string) => void) {
    this.#deliver = deliver;
    this.#fail = fail;
  }

  /** Nothing is delivered after this. */
  close(): void {
    this.#closed = true;
    this.#waiting = [];
    this.#finished = undefined;
  }

  /** Nothing more comes: then is called once what came is delivered, unless it is closed or given up before. */
  finish(then: () => void): void {
    if (this.#closed) return;
    this.#finished = then;
    if (!this.#inflating) this.#empty();
  }

  take(frame: Uint8Array): void {
    if (this.#closed) return;
    if (this.#waiting.length >= inbox_messages_max) return this.#give_up("too many messages wait to be inflated");
    this.#waiting.push(frame);
    if (!this.#inflating) this.#empty();
  }

  #empty(): void {
    try {
      for (let frame = this.#waiting.shift(); frame; frame = this.#waiting.shift()) {
        const message = fromBinary(ServerMessageSchema, frame);
        if (message.message.case === "compressed") {
          void this.#inflate(message.message.value);
          return;
        }
        this.#deliver(message);
      }
      this.#finished?.();
    } catch (fault) {
      this.#give_up(String(fault));
    }
  }

  async #inflate(compressed: Uint8Array): Promise<void> {
    this.#inflating = true;
    try {
      const message = fromBinary(ServerMessageSchema, from_columns(await inflate(compressed)));
      if (message.message.case === "compressed") throw new Error("a message was compressed twice");
      this.#inflating = false;
      if (this.#closed) return;
      this.#deliver(message);
    } catch (fault) {
      this.#give_up(String(fault));
    }
    // Nothing waits any more if it was given up.
    this.#empty();
  }

  #give_up(reason: string): void {
    if (this.#closed) return;
    this.close();
    this.#fail(reason);
  }
}
