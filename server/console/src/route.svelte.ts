/** The places of the app, as they stand after the `#` of the address. */
export type Place =
  | { page: 'now' }
  | { page: 'orders'; id?: string }
  | { page: 'jobs'; id?: string }
  | { page: 'conduct' }
  | { page: 'devices' }
  | { page: 'import' }
  | { page: 'setup'; token: string };

export function parse(hash: string): Place {
  const [page, ...rest] = hash.replace(/^#?\/?/, '').split('/');
  const arg = decode(rest.join('/'));
  switch (page) {
    case 'orders':
    case 'jobs':
      return arg ? { page, id: arg } : { page };
    case 'conduct':
    case 'devices':
    case 'import':
      return { page };
    case 'setup':
      return { page, token: arg };
    default:
      return { page: 'now' };
  }
}

/** A half-typed `%` must not break the page. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

let place = $state.raw<Place>(parse(globalThis.location?.hash ?? ''));
globalThis.addEventListener?.('hashchange', () => (place = parse(location.hash)));

export function here(): Place {
  return place;
}

export const href = {
  now: '#/',
  orders: '#/orders',
  order: (id: string) => `#/orders/${encodeURIComponent(id)}`,
  jobs: '#/jobs',
  job: (id: string) => `#/jobs/${encodeURIComponent(id)}`,
  conduct: '#/conduct',
  devices: '#/devices',
  import: '#/import',
};

export function go(to: string): void {
  location.hash = to;
}
