// Tickets: what a server makes for whoever is signed in there, so that an edge of it knows them for some minutes.

import { ticket_again_ms, ticket_lasts_ms_max, ticket_lasts_ms_min, ticket_soon_ms, ticket_wait_ms } from "./limits.ts";

export interface Ticket {
  readonly text: string;
  /** When it ends, by the server's clock. */
  readonly until_ms: number;
}

/** Undefined: nobody is signed in. Rejects if nobody can be asked. */
export type GetTicket = () => Promise<Ticket | undefined>;

/**
 * Asks the server of a page. An edge sends the question on to the server where people sign in, which knows them by the
 * cookie that it gave them; a browser takes that along within one site.
 */
export function ticket_of_page(page: URL): GetTicket {
  return async () => {
    const asked = { method: "POST", credentials: "include", signal: AbortSignal.timeout(ticket_wait_ms) } as const;
    const answer = await fetch(new URL("/api/v1/ticket", page), asked);
    if (answer.status === 401 || answer.status === 403) return undefined;
    if (!answer.ok) throw new Error(`no ticket: ${answer.status}`);
    const { ticket, untilMs } = (await answer.json()) as { ticket: string; untilMs: string };
    return { text: ticket, until_ms: Number(untilMs) };
  };
}

/** The one that is held: had when it is asked for, and had anew before it ends. */
export class TicketHolder {
  readonly #get: GetTicket;
  readonly #taken: () => void;
  #text = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** taken: there is one, and it is another than before. */
  constructor(get: GetTicket, taken: () => void) {
    this.#get = get;
    this.#taken = taken;
  }

  /** Empty: there is none. */
  get text(): string {
    return this.#text;
  }

  ask(): void {
    this.#ask_after(0);
  }

  /** The one held may be worth less than it was: whoever it is may still be somebody. */
  doubt(): void {
    if (this.#text !== "") this.#ask_after(ticket_soon_ms);
  }

  drop(): void {
    clearTimeout(this.#timer);
    this.#asked += 1; // what is on its way counts for nothing
    this.#text = "";
  }

  #ask_after(wait_ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#renew(), wait_ms);
  }

  async #renew(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const ticket = await this.#get();
      if (asked !== this.#asked) return;
      if (ticket) this.#hold(ticket);
      else this.drop();
    } catch {
      if (asked === this.#asked) this.#ask_after(ticket_again_ms);
    }
  }

  #hold({ text, until_ms }: Ticket): void {
    const lasts = ((until_ms - Date.now()) * 4) / 5;
    this.#text = text;
    this.#ask_after(Math.min(Math.max(lasts, ticket_lasts_ms_min), ticket_lasts_ms_max));
    this.#taken();
  }
}
