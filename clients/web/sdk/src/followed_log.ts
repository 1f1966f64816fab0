// One log as it is followed: what is held of it, what time it is there, and how far both were proven.

import { Audience } from "../gen/dais/v1/change_pb.ts";
import { LogClock } from "./clock.ts";
import { Store } from "./store.ts";

export class FollowedLog {
  readonly store = new Store();
  readonly clock = new LogClock();
  /** As the server calls it; until then as it was asked for. */
  name: string;
  /** As whom it is read. */
  audience = Audience.PUBLIC;
  /** There is no such log, or none for this reader. */
  unknown = false;
  /** The log's time when what is held was last proven current. */
  as_of_ms: number | undefined;
  /** How often what was held did not sum to the server's digest. */
  digest_failures = 0;
  /** Proven on this socket. */
  proven = false;
  /** The server said last that it is itself cut off from where this log is decided. */
  cut_off = false;
  /** Where the server said that the log stands; what is held before it is not all there is. */
  head = 0n;
  /** How many Pings were sent since it last began to ask what time it is, and when the last one was. */
  pings = 0;
  pinged_at = 0;
  readonly asked: string;

  constructor(asked: string) {
    this.asked = asked;
    this.name = asked;
  }
}
