// Where a log stood when, as the public sees it: whether a screen that reports a position keeps up, and holds what it should.

interface Step {
  readonly position: bigint;
  readonly digest: bigint;
  readonly at_ms: number;
}

/** A screen that is further behind than this is behind anyway. */
const steps_max = 512;

export class Trail {
  #steps: Step[] = [];

  /** The log stands there now. Back from where it stood, as after a restore, it begins anew. */
  note(position: bigint, digest: bigint, at_ms: number): void {
    const last = this.#steps.at(-1);
    if (last && position < last.position) this.#steps = [];
    if (last?.position === position) this.#steps.pop();
    const since_ms = last?.position === position ? last.at_ms : at_ms;
    this.#steps.push({ position, digest, at_ms: since_ms });
    if (this.#steps.length > steps_max) this.#steps.shift();
  }

  /** Of what was held at a position; undefined: nobody here knows. */
  digest_at(position: bigint): bigint | undefined {
    return this.#steps.find((step) => step.position === position)?.digest;
  }

  /** Since when, by the log's clock, there is more than at a position: as far as is known. Undefined: there is not. */
  passed_ms(position: bigint): number | undefined {
    return this.#steps.find((step) => step.position > position)?.at_ms;
  }
}
