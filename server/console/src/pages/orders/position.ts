import type { OrderDraft } from '$/api/types';

/** Latitude and longitude as people paste them: two numbers with a comma or a blank between. Not a place: `undefined`. */
export function readPosition(text: string): NonNullable<OrderDraft['position']> | undefined {
  const parts = text.trim().split(/[,，\s]+/);
  if (parts.length !== 2 || parts.some((part) => !/^-?\d{1,3}(\.\d+)?$/.test(part))) return undefined;
  const [lat = NaN, lon = NaN] = parts.map(Number);
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}
