// Commands on their way: each is sent, and sent again under the same id on every new socket, until its Reply is there.

import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type Command, CommandSchema, type Reply } from "../gen/dais/v1/live_pb.ts";
import { commands_in_flight_max } from "./limits.ts";

export interface CommandOptions {
  /** The position of the view that the author looked at; needed to change what exists. */
  readonly basis?: bigint;
  /** To send a command again that was answered "unavailable"; otherwise a new one. */
  readonly id?: string;
  /** Nothing shall happen: the Reply tells what would come of it. */
  readonly preview?: boolean;
  /** Soft clashes are accepted for this reason. */
  readonly override_reason?: string;
}

/** What is asked for: `{ case: "startSession", value: { id: "s1" } }`. */
export type Verb = MessageInitShape<typeof CommandSchema>["verb"];

interface InFlight {
  readonly command: Command;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (reason: Error) => void;
}

/** 16 random bytes in hex. (crypto.randomUUID is missing on pages that are not served over TLS.) */
export function new_command_id(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  #in_flight = new Map<string, InFlight>();
  readonly #send: (command: Command) => void;

  constructor(send: (command: Command) => void) {
    this.#send = send;
  }

  /** Resolves with the Reply, be it done, a refusal or "unavailable"; rejects if there is no more room, or at close. */
  command(log: string, verb: Verb, options: CommandOptions = {}): Promise<Reply> {
    const id = options.id ?? new_command_id();
    if (this.#in_flight.has(id)) return Promise.reject(new Error(`command ${id} is on its way already`));
    if (this.#in_flight.size >= commands_in_flight_max) {
      return Promise.reject(new Error(`${commands_in_flight_max} commands wait for their replies`));
    }
    const { preview = false, override_reason: overrideReason = "" } = options;
    const command = create(CommandSchema, { log, id, verb, preview, overrideReason });
    if (options.basis !== undefined) command.basis = options.basis;
    return new Promise((resolve, reject) => {
      this.#in_flight.set(id, { command, resolve, reject });
      this.#send(command);
    });
  }

  /** On a new socket, in the order in which they were asked for. */
  resend(): void {
    for (const { command } of this.#in_flight.values()) this.#send(command);
  }

  replied(reply: Reply): void {
    const in_flight = this.#in_flight.get(reply.commandId);
    this.#in_flight.delete(reply.commandId);
    in_flight?.resolve(reply);
  }

  close(): void {
    for (const { reject } of this.#in_flight.values()) reject(new Error("the link was closed"));
    this.#in_flight.clear();
  }
}
