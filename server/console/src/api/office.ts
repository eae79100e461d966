import { command, get, post, postFile, remove } from './client';
import type * as api from './types';

type Jobs = Omit<api.Answer<'JobPage'>, 'jobs'> & { jobs: api.Job[] };
type Orders = Omit<api.Answer<'OrderPage'>, 'orders'> & { orders: api.Order[] };

const order = (id: string) => `/v1/office/orders/${encodeURIComponent(id)}`;
const job = (id: string) => `/v1/office/jobs/${encodeURIComponent(id)}`;
const point = (id: string) => `/v1/office/points/${encodeURIComponent(id)}`;
const caseOf = (id: string) => `/v1/office/cases/${encodeURIComponent(id)}`;
const person = (id: string) => `/v1/office/people/${encodeURIComponent(id)}`;

/** How many rows a list asks for; an answer says when there are more. */
export const ROWS_ASKED = 500;

/** Files that are no CSV. */
const MEDIA_TYPE: Partial<Record<api.ImportKind, string>> = {
  covers: 'application/geo+json',
  holidays: 'application/json',
};

/** Every address of the office's API that this page calls, by what it does. */
export const office = {
  session: () => get<api.Session>('/v1/session'),
  signIn: (name: string, password: string) => post<api.Session>('/v1/session', { name, password }),
  signOut: () => remove('/v1/session'),
  setUp: (token: string, name: string, password: string) =>
    post<api.Session>('/v1/setup', { token, name, password }),
  changePassword: (old: string, password: string) => command('/v1/session/password', { old, new: password }),

  orders: (state: 'open' | 'closed') => get<Orders>(`/v1/office/orders?state=${state}&limit=${ROWS_ASKED}`),
  createOrder: (draft: api.OrderDraft) => post<api.Order>('/v1/office/orders', draft),
  dispatch: (id: string, crew: string) => command(`${order(id)}/dispatch`, { crew }),
  told: (id: string, worker: string, note: string) => command(`${order(id)}/told`, { worker, note }),
  checked: (id: string, satisfied: boolean) => command(`${order(id)}/checked`, { satisfied }),
  decidePause: (id: string, decide: api.DecidePause) => command(`${order(id)}/pause`, decide),
  close: (id: string) => command(`${order(id)}/close`, {}),

  jobs: (state: 'open' | 'closed') => get<Jobs>(`/v1/office/jobs?state=${state}&limit=${ROWS_ASKED}`),
  acceptJob: (draft: api.JobDraft) => post<api.Job>('/v1/office/jobs', draft),
  assignJob: (id: string, crew: string) => command(`${job(id)}/assign`, { crew }),
  disputeBudget: (id: string, reason: string) => command(`${job(id)}/dispute`, { reason }),
  reviewBudget: (id: string, fen: number, reason: string) => command(`${job(id)}/review`, { fen, reason }),
  closeJob: (id: string) => command(`${job(id)}/close`, {}),

  routes: () => get<api.Answer<'RoutePage'>>('/v1/office/routes'),
  unsafeCovers: () => get<api.Answer<'UnsafeCovers'>>(`/v1/office/covers/unsafe?limit=${ROWS_ASKED}`),
  escalations: () =>
    get<api.Answer<'EscalationPage'>>(`/v1/office/escalations?state=open&limit=${ROWS_ASKED}`),
  decide: (id: string, decide: api.Decide) => command(`${point(id)}/escalation`, decide),
  reviews: () => get<api.Answer<'ReviewPage'>>(`/v1/office/reviews?limit=${ROWS_ASKED}`),
  review: (id: string, settle: api.Settle) => command(`${point(id)}/review`, settle),

  findings: () => get<api.Answer<'FindingPage'>>(`/v1/office/findings?limit=${ROWS_ASKED}`),
  takeUp: (take: api.Answer<'TakeUp'>) => command('/v1/office/findings', take),
  openCases: () => get<api.Answer<'CasePage'>>(`/v1/office/cases?state=open&limit=${ROWS_ASKED}`),
  enterCase: (entry: api.Answer<'NewCase'>) => post<{ id: string }>('/v1/office/cases', entry),
  investigate: (id: string, note: string) => command(`${caseOf(id)}/investigation`, { note }),
  conclude: (id: string, confirmed: boolean, reason: string) =>
    command(`${caseOf(id)}/conclusion`, { confirmed, reason }),
  decideCase: (id: string, decision: api.CaseDecision) => command(`${caseOf(id)}/decision`, decision),
  workerFile: (id: string) =>
    get<api.Answer<'CasePage'>>(`/v1/office/files/workers/${encodeURIComponent(id)}`),
  departmentFile: (id: string) =>
    get<api.Answer<'CasePage'>>(`/v1/office/files/departments/${encodeURIComponent(id)}`),
  ledger: (month: string) => get<api.Ledger>(`/v1/office/ledger?month=${month}`),
  /** The address of the ledger as CSV, for a link. */
  ledgerCsv: (month: string) => `/v1/office/ledger.csv?month=${month}`,

  quarantine: () => get<api.Answer<'Quarantine'>>('/v1/office/quarantine'),
  devices: () => get<api.Answer<'Devices'>>('/v1/office/devices'),
  enrolmentCode: (workers: string[]) => post<api.EnrolmentCode>('/v1/office/devices/codes', { workers }),
  revoke: (id: number) => command(`/v1/office/devices/${id}/revoke`, {}),
  crews: () => get<api.Answer<'Crews'>>('/v1/office/crews'),
  workers: () => get<api.Answer<'Workers'>>('/v1/office/workers'),
  areas: () => get<api.Answer<'Areas'>>('/v1/office/areas'),

  people: () => get<api.Answer<'People'>>('/v1/office/people'),
  addPerson: (account: api.Answer<'NewAccount'>) => post<api.Person>('/v1/office/people', account),
  resetPassword: (id: string, password: string) => command(`${person(id)}/password`, { password }),
  lockPerson: (id: string, locked: boolean) => post<api.Person>(`${person(id)}/locked`, { locked }),

  /** The address of a photo, for an image or a link. */
  photo: (id: string) => `/v1/office/photos/${id}`,
  importFile: (kind: api.ImportKind, file: Blob, options: { dryRun: boolean; area?: string }) => {
    const query = new URLSearchParams();
    if (options.area) query.set('area', options.area);
    if (options.dryRun) query.set('dry_run', 'true');
    const type = MEDIA_TYPE[kind] ?? 'text/csv';
    return postFile<api.ImportReport>(
      `/v1/office/import/${kind}${query.size > 0 ? `?${query}` : ''}`,
      file,
      type,
    );
  },
};
