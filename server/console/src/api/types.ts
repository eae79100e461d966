/**
 * What the office's HTTP API says, as this page uses it. Instants are milliseconds since 1970, volumes litres.
 * `contract.test.ts` compares the names with the server's own OpenAPI document.
 */

/** The server asks for no shorter password; said here before it has to refuse. */
export const PASSWORD_CHARS_MIN = 10;

/** An instant: milliseconds since 1970. */
export type Instant = number;
/** When something truly happened: [not before, width of the doubt], both in milliseconds. */
export type Interval = [earliest: Instant, width: number];
/** A fact's name: [device, sequence number]; device 0 is the office. */
export type EventId = [device: number, seq: number];

export interface Position {
  lat: number;
  lon: number;
}

export type Role = 'admin' | 'supervisor' | 'dispatcher';

export interface Session {
  person: string;
  name: string;
  role: Role;
  csrf: string;
}

export type Verdict = 'met' | 'missed' | 'open' | 'indeterminate';

export interface Clock {
  kind: string;
  clause: string;
  due: Instant;
  verdict: Verdict;
  /** Negative: overdue. Told for `server_time` of the answer. */
  remaining_ms: number;
  done?: Interval | null;
}

export type OrderKind = 'household_meter' | 'main';
export type OrderStage =
  | 'new'
  | 'dispatched'
  | 'acknowledged'
  | 'travelling'
  | 'on_site'
  | 'water_stopped'
  | 'repaired'
  | 'water_restored'
  | 'surface_restored'
  | 'reported'
  | 'checked'
  | 'closed';

export type Milestone =
  | 'created'
  | 'instructed'
  | 'acknowledged'
  | 'travelling'
  | 'arrived'
  | 'water_stopped'
  | 'repaired'
  | 'water_restored'
  | 'surface_restored'
  | 'reported'
  | 'checked'
  | 'closed';

export interface Outage {
  first_at: Interval;
  at: Interval;
  notice: number;
  scope: string;
  cause: string;
  stop_at: Instant;
  restore_at: Instant;
  places: string[];
  posted: { place: string; at: Interval; with_photo: boolean }[];
}

export interface Order {
  id: string;
  kind: OrderKind;
  summary: string;
  address: string;
  position?: Position | null;
  area: string;
  caller?: string | null;
  stage: OrderStage;
  crew?: string | null;
  told?: string | null;
  milestones: Partial<Record<Milestone, Interval>>;
  clocks: Clock[];
  outage?: Outage | null;
  result?: string;
  duplicate_of?: string;
  tell_caller?: string | null;
  unexpected?: number;
}

export interface OrderDraft {
  kind: OrderKind;
  summary: string;
  address: string;
  area: string;
  caller?: string;
  position?: Position;
}

export interface Route {
  id: string;
  name: string;
  area: string;
  reader?: { id: string; name: string } | null;
  /** First and last local day on which it is read, as `2026-11-01`. */
  window: [from: string, until: string];
  total: number;
  unread: number;
  actual: number;
  estimated: number;
  no_read: number;
  customer: number;
  escalated: number;
  in_review: number;
  read_again: number;
  released: number;
  overdue: number;
}

export interface UnsafeCover {
  id: string;
  area: string;
  kind: string;
  owner: string;
  place?: string | null;
  position?: Position | null;
  condition: string;
  since: Interval;
  safe_at?: Interval | null;
  barrier?: string | null;
  reported_up_at?: Interval | null;
  clocks: Clock[];
}

export type EscalationChoice = 'allow_estimate' | 'appoint_visit' | 'move_or_exchange' | 'clear_pit';

export interface Escalation {
  point: string;
  customer_no: string;
  customer: string;
  address: string;
  route: string;
  estimate: EventId;
  nth: number;
  since: Interval;
  consumption?: number;
  method?: string;
  decision?: string | null;
  reason?: string | null;
}

export type Resolution = 'accept' | 'read_again';

export interface Review {
  point: string;
  customer_no: string;
  customer: string;
  address: string;
  route: string;
  reading: EventId;
  period: string;
  at: Instant;
  value: number;
  previous?: number;
  rolled_over: boolean;
  checks: string[];
}

export interface Refused {
  device: number;
  seq: number;
  received_at: Instant;
  code: string;
  reason: string;
  fields: string[];
  action: 'record_again' | 'office_repairs' | 'update_server';
  settled: boolean;
  bytes: number;
  raw: string;
}

export interface Device {
  id: number;
  model: string;
  workers: Named[];
  enrolled_at: Instant;
  revoked_at?: Instant;
  last_sync_at?: Instant;
  have_through: number;
  clock?: 'verified' | 'derived' | 'unverified';
  /** Width of the newest event's time, in milliseconds. */
  clock_doubt_ms?: number;
}

export interface Named {
  id: string;
  name: string;
}

export interface EnrolmentCode {
  code: string;
  expires_at: Instant;
}

export interface Worker {
  id: string;
  name: string;
  role: 'reader' | 'repair';
  area: string;
  crew?: string | null;
}

export interface Crew {
  id: string;
  members: Named[];
  open_orders: number;
}

export type ImportKind = 'workers' | 'routes' | 'points' | 'readings' | 'covers';

export interface ImportReport {
  kind: ImportKind;
  dry_run: boolean;
  rows: number;
  imported: number;
  changed: number;
  unchanged: number;
  /** Rows, not entries: the lists below may be cut, and a row may be wrong in two fields. */
  duplicate_rows: number;
  rejected_rows: number;
  pits: number;
  duplicates: { row: number; of_row?: number; of_id?: string; id: string }[];
  rejected: { row: number; field?: string | null; code: string; reason: string }[];
}

/** An account of the office. */
export interface Person {
  id: string;
  name: string;
  role: Role;
  created_at: Instant;
  disabled_at?: Instant;
}

/** The body of every error answer. */
export interface ErrorBody {
  code: string;
  reason: string;
  field?: string | null;
}
