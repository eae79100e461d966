import { changed, outOfReach, refreshAll } from './resource.svelte';

/** How the page hears of changes. */
export type Connection = 'connecting' | 'live' | 'lost';

/** A browser that was refused gives up; try again after so long, longer each time up to the second number. */
const RETRY_MS = [2_000, 30_000] as const;
/** What a lost message would have told is asked for at least this often. */
const ASK_ANYWAY_MS = 60_000;

let status = $state<Connection>('connecting');

export function connection(): Connection {
  return status === 'live' && outOfReach() ? 'lost' : status;
}

/** Listens until the returned function is called. */
export function listen(): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let wait: number = RETRY_MS[0];
  let heardBefore = false;

  const open = () => {
    source = new EventSource('/v1/office/live');
    source.onopen = () => {
      status = 'live';
      wait = RETRY_MS[0];
      // What changed while nobody listened.
      if (heardBefore) refreshAll();
      heardBefore = true;
    };
    source.addEventListener('changed', (event: MessageEvent<string>) => changed(kindsOf(event.data)));
    source.onerror = () => {
      status = 'lost';
      if (source?.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(open, wait);
      wait = Math.min(wait * 2, RETRY_MS[1]);
      // Tells a session that ended from a server that is away.
      refreshAll();
    };
  };

  open();
  const ask = setInterval(refreshAll, ASK_ANYWAY_MS);
  const wake = () => {
    if (document.visibilityState === 'visible') refreshAll();
  };
  document.addEventListener('visibilitychange', wake);
  return () => {
    source?.close();
    clearTimeout(retry);
    clearInterval(ask);
    document.removeEventListener('visibilitychange', wake);
    status = 'connecting';
  };
}

/** A message that cannot be read still says that something changed. */
function kindsOf(data: string): string[] {
  try {
    const kinds: unknown = (JSON.parse(data) as { kinds?: unknown }).kinds;
    if (Array.isArray(kinds)) return kinds.map(String);
  } catch {
    // Falls through.
  }
  return ['?'];
}
