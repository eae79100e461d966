import { expect } from '@playwright/test';

/** A phone whose requests are written by hand: it says what happened, in the order in which it happened. */
export class HandPhone {
  #seq = 0;
  #heard: object | undefined;
  readonly #started = performance.now();

  private constructor(
    readonly server: string,
    readonly device: number,
    readonly token: string,
  ) {}

  static async enrol(server: string, code: string): Promise<HandPhone> {
    const answer = await fetch(`${server}/v1/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, model: 'hand' }),
    });
    expect(answer.status).toBe(200);
    const { device, token } = (await answer.json()) as { device: number; token: string };
    const phone = new HandPhone(server, device, token);
    await phone.say();
    return phone;
  }

  /** Facts by a worker about a subject; none is a hello. */
  async say(
    ...facts: { worker: string; subject: string; fact: unknown }[]
  ): Promise<{ outcomes?: unknown[] }> {
    const first = this.#seq + 1;
    const events = facts.map(({ worker, subject, fact }) => {
      this.#seq += 1;
      return { i: [this.device, this.#seq], by: { w: worker }, s: subject, t: this.#moment(), r: 1, e: fact };
    });
    const answer = await fetch(`${this.server}/v1/sync`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${this.token}`,
        'accept-encoding': 'identity',
      },
      body: JSON.stringify({
        protocol: 1,
        device: this.device,
        now: this.#moment(),
        ...(this.#heard ? { heard: this.#heard } : {}),
        first_seq: first,
        events,
        cursors: [],
        rulebook: 1,
      }),
    });
    const body = (await answer.json()) as { server_time: number; have_through: number; outcomes?: unknown[] };
    expect(answer.status, JSON.stringify(body)).toBe(200);
    expect(body.have_through).toBe(this.#seq);
    this.#heard = { boot: 1, uptime: this.#uptime(), server_time: body.server_time };
    return body;
  }

  #uptime(): number {
    return Math.round(performance.now() - this.#started);
  }

  #moment(): object {
    const uptime = this.#uptime();
    return { b: 1, u: uptime, o: Date.now() - uptime };
  }
}
