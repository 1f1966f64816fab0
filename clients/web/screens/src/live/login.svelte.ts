// Whether the server still takes this device for the screen as which it was paired. One that it takes for nobody shows what
// everybody sees, as before, and is heard no more.

import type { Follower, GetTicket } from "@dais/sdk";

export class Login {
  #ended = $state(false);
  /** For the follower: asks for a ticket, and hears that there is none for this device. */
  readonly get_ticket: GetTicket;

  constructor(get_ticket: GetTicket) {
    this.get_ticket = async () => {
      const ticket = await get_ticket();
      if (!ticket) this.#ended = true;
      return ticket;
    };
  }

  /** An organiser has ended it, its time is over, or somebody else has signed in here. */
  get ended(): boolean {
    return this.#ended;
  }

  watch(follower: Follower): void {
    follower.on_changed(() => {
      const { actor } = follower;
      if (actor) this.#ended = !actor.login.startsWith("screen:");
    });
  }
}
