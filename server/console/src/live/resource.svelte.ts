import { untrack } from 'svelte';
import { ApiError, UNREACHABLE } from '$/api/client';
import type { Instant } from '$/api/types';
import { now, toldTime } from './clock.svelte';

/** Changes come in bursts (a phone syncs 300 readings): one request for all that comes within so long. */
export const SETTLE_MS = 300;

const resources: Resource<unknown>[] = [];

/** Something of the server's that the page shows: loaded while anybody looks at it, loaded again when it changed. */
export class Resource<T> {
  /** The newest answer; kept when a later one fails, so that a lost connection empties no page. */
  data = $state.raw<T | undefined>(undefined);
  error = $state.raw<ApiError | undefined>(undefined);
  /** The server's time of `data`. */
  loadedAt = $state.raw<Instant | undefined>(undefined);

  #viewers = $state(0);
  #running = false;
  #again = false;
  #generation = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly kinds: readonly string[],
    readonly load: () => Promise<T>,
    readonly settleMs = SETTLE_MS,
  ) {
    resources.push(this as Resource<unknown>);
  }

  /** For `$effect`: loads now, follows changes until the returned function is called. */
  watch = (): (() => void) => {
    // Whoever watches must not be run again by its own watching.
    const viewers = untrack(() => (this.#viewers += 1));
    if (viewers === 1) untrack(() => void this.refresh());
    return () => {
      this.#viewers -= 1;
    };
  };

  get watched(): boolean {
    return this.#viewers > 0;
  }

  /** Loads again, soon. Changes without end put it off no further. */
  touch(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.refresh();
    }, this.settleMs);
  }

  /** Loads now; one request at a time, and one more if somebody asked meanwhile. */
  async refresh(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    try {
      do {
        this.#again = false;
        await this.#loadOnce();
      } while (this.#again);
    } finally {
      this.#running = false;
    }
  }

  async #loadOnce(): Promise<void> {
    const generation = this.#generation;
    try {
      const data = await this.load();
      if (generation !== this.#generation) return;
      const told = (data as { server_time?: Instant }).server_time;
      if (told !== undefined) toldTime(told);
      this.data = data;
      this.error = undefined;
      this.loadedAt = told ?? now();
    } catch (cause) {
      if (generation !== this.#generation) return;
      this.error = cause instanceof ApiError ? cause : new ApiError(0, 'net.unexpected', String(cause));
    }
  }

  /** Forgets everything, for example when somebody signs out; what is still under way arrives for nobody. */
  forget(): void {
    this.#generation += 1;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.data = undefined;
    this.error = undefined;
    this.loadedAt = undefined;
  }
}

/** The server says that something of these kinds changed; a kind that nothing here names may be anything. */
export function changed(kinds: readonly string[]): void {
  const known = resources.flatMap((resource) => resource.kinds);
  const unknown = kinds.some((kind) => !known.includes(kind));
  for (const resource of resources) {
    const touched = unknown || resource.kinds.some((kind) => kinds.includes(kind));
    if (resource.watched && touched) resource.touch();
  }
}

/** Everything that is on the page, again. */
export function refreshAll(): void {
  for (const resource of resources) if (resource.watched) resource.touch();
}

export function forgetAll(): void {
  for (const resource of resources) resource.forget();
}

/** The age of what the page shows: the oldest of what somebody looks at. */
export function dataFrom(): Instant | undefined {
  const ages = resources.filter((resource) => resource.watched).map((resource) => resource.loadedAt);
  const known = ages.filter((age) => age !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

/** The last request of something on the page did not reach the server. */
export function outOfReach(): boolean {
  return resources.some((resource) => resource.watched && resource.error?.code === UNREACHABLE);
}
