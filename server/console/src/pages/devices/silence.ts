import type { Device, Instant } from '$/api/types';
import { HOUR } from '$/i18n/span';

/** A phone that nobody heard of for so long is worth a call: a shift without signal is shorter. */
export const SILENT_MS = 12 * HOUR;

export function isSilent(device: Device, now: Instant): boolean {
  return device.last_sync_at !== undefined && now - device.last_sync_at > SILENT_MS;
}

/** Phones in use, the one heard of longest ago first; revoked ones after all. */
export function longestSilentFirst(devices: readonly Device[]): Device[] {
  return [...devices].sort(
    (a, b) =>
      Number(a.revoked_at !== undefined) - Number(b.revoked_at !== undefined) ||
      (a.last_sync_at ?? 0) - (b.last_sync_at ?? 0) ||
      a.id - b.id,
  );
}
