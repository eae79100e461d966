import type { ImportKind } from '$/api/types';

/** In the order in which they build on each other: a point names its route, a route its reader. */
export const KINDS: readonly ImportKind[] = ['workers', 'routes', 'points', 'readings', 'covers', 'holidays'];

/** What the file chooser offers. */
export const ACCEPT: Record<ImportKind, string> = {
  workers: '.csv,text/csv',
  routes: '.csv,text/csv',
  points: '.csv,text/csv',
  readings: '.csv,text/csv',
  covers: '.geojson,.json,application/geo+json',
  holidays: '.json,application/json',
};
