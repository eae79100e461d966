import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, UNREACHABLE } from '$/api/client';
import { changed, dataFrom, forgetAll, outOfReach, Resource, SETTLE_MS } from './resource.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

let made = 0;
/** Resources live as long as the page: each test takes a kind of its own. */
function resource(load: () => Promise<{ server_time?: number; n?: number }>) {
  made += 1;
  const kind = `kind-${made}`;
  return { kind, of: new Resource([kind], load) };
}

describe('a resource', () => {
  it('loads while somebody watches, and only then', async () => {
    const load = vi.fn(async () => ({ n: 1 }));
    const { kind, of } = resource(load);
    changed([kind]);
    await vi.advanceTimersByTimeAsync(SETTLE_MS);
    expect(load).toHaveBeenCalledTimes(0);
    const stop = of.watch();
    await vi.advanceTimersByTimeAsync(0);
    expect(of.data).toEqual({ n: 1 });
    stop();
    changed([kind]);
    await vi.advanceTimersByTimeAsync(SETTLE_MS);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('asks once for a burst of changes, and is not put off by changes without end', async () => {
    const load = vi.fn(async () => ({}));
    const { kind, of } = resource(load);
    const stop = of.watch();
    await vi.advanceTimersByTimeAsync(0);
    for (let n = 0; n < 100; n += 1) {
      changed([kind]);
      await vi.advanceTimersByTimeAsync(SETTLE_MS / 10);
    }
    await vi.advanceTimersByTimeAsync(SETTLE_MS);
    expect(load.mock.calls.length).toBeGreaterThanOrEqual(9);
    expect(load.mock.calls.length).toBeLessThanOrEqual(12);
    stop();
  });

  it('follows a kind that nothing on the page names, and not a kind of others', async () => {
    const load = vi.fn(async () => ({}));
    const { of } = resource(load);
    const other = resource(async () => ({}));
    const stop = of.watch();
    await vi.advanceTimersByTimeAsync(0);
    changed([other.kind]);
    await vi.advanceTimersByTimeAsync(SETTLE_MS);
    expect(load).toHaveBeenCalledTimes(1);
    changed(['something new']);
    await vi.advanceTimersByTimeAsync(SETTLE_MS);
    expect(load).toHaveBeenCalledTimes(2);
    stop();
  });

  it('keeps what it had when the connection is lost, and says from when it is', async () => {
    let away = false;
    const { kind, of } = resource(async () => {
      if (away) throw new ApiError(0, UNREACHABLE, 'gone');
      return { server_time: 1_000, n: 1 };
    });
    const stop = of.watch();
    await vi.advanceTimersByTimeAsync(0);
    expect([dataFrom(), outOfReach()]).toEqual([1_000, false]);
    away = true;
    changed([kind]);
    await vi.advanceTimersByTimeAsync(SETTLE_MS);
    expect([of.data?.n, dataFrom(), outOfReach()]).toEqual([1, 1_000, true]);
    stop();
  });

  it('shows nothing to the next person that was asked for by the last', async () => {
    let answer: (data: { n: number }) => void = () => {};
    const { of } = resource(() => new Promise((resolve) => (answer = resolve)));
    const stop = of.watch();
    forgetAll();
    answer({ n: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(of.data).toBeUndefined();
    stop();
  });
});
