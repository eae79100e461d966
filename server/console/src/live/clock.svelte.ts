import type { Instant } from '$/api/types';

/** How often the countdowns move. Words change by the minute, so that a second is soon enough. */
const TICK_MS = 1000;

// The server's time runs on the browser's monotonic clock: turning the machine's clock moves no countdown.
let serverAtZero = $state(Date.now() - performance.now());
let ticked = $state(performance.now());

/** What the server's clock says now. Reading it in a component follows the ticks. */
export function now(): Instant {
  return serverAtZero + ticked;
}

/** The server told its time. */
export function toldTime(serverTime: Instant): void {
  ticked = performance.now();
  serverAtZero = serverTime - ticked;
}

/** Lets the countdowns run; the returned function stops them. */
export function runClock(): () => void {
  const timer = setInterval(() => (ticked = performance.now()), TICK_MS);
  return () => clearInterval(timer);
}
