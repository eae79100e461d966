import { command, get, post, postFile, remove } from './client';
import type * as api from './types';

type Timed = { server_time: number };
type Orders = Timed & { orders: api.Order[] };

const order = (id: string) => `/v1/office/orders/${encodeURIComponent(id)}`;
const point = (id: string) => `/v1/office/points/${encodeURIComponent(id)}`;

/** How many orders a list asks for; the server may give fewer. */
export const ORDERS_ASKED = 500;

/** Every address of the office's API that this page calls, by what it does. */
export const office = {
  session: () => get<api.Session>('/v1/session'),
  signIn: (name: string, password: string) => post<api.Session>('/v1/session', { name, password }),
  signOut: () => remove('/v1/session'),
  setUp: (token: string, name: string, password: string) =>
    post<api.Session>('/v1/setup', { token, name, password }),

  orders: (state: 'open' | 'closed' | 'all', limit = ORDERS_ASKED) =>
    get<Orders>(`/v1/office/orders?state=${state}&limit=${limit}`),
  createOrder: (draft: api.OrderDraft) => post<{ id: string }>('/v1/office/orders', draft),
  dispatch: (id: string, crew: string) => command(`${order(id)}/dispatch`, { crew }),
  told: (id: string, worker: string, note: string) => command(`${order(id)}/told`, { worker, note }),
  checked: (id: string, satisfied: boolean) => command(`${order(id)}/checked`, { satisfied }),
  close: (id: string) => command(`${order(id)}/close`, {}),

  routes: () => get<Timed & { period: string; routes: api.Route[] }>('/v1/office/routes'),
  unsafeCovers: () => get<Timed & { covers: api.UnsafeCover[] }>('/v1/office/covers/unsafe'),
  escalations: () => get<Timed & { escalations: api.Escalation[] }>('/v1/office/escalations?state=open'),
  decide: (
    id: string,
    body: { estimate: api.EventId; decision: api.EscalationChoice; on?: string; reason: string },
  ) => command(`${point(id)}/escalation`, body),
  reviews: () => get<Timed & { reviews: api.Review[] }>('/v1/office/reviews'),
  review: (id: string, body: { reading: api.EventId; resolution: api.Resolution; reason: string }) =>
    command(`${point(id)}/review`, body),

  quarantine: () => get<Timed & { events: api.Refused[] }>('/v1/office/quarantine'),
  devices: () => get<Timed & { devices: api.Device[] }>('/v1/office/devices'),
  enrolmentCode: (workers: string[]) => post<api.EnrolmentCode>('/v1/office/devices/codes', { workers }),
  revoke: (id: number) => command(`/v1/office/devices/${id}/revoke`, {}),
  crews: () => get<{ crews: api.Crew[] }>('/v1/office/crews'),
  workers: () => get<{ workers: api.Worker[] }>('/v1/office/workers'),
  areas: () => get<{ areas: string[] }>('/v1/office/areas'),

  people: () => get<{ people: api.Person[] }>('/v1/office/people'),
  addPerson: (account: { name: string; role: api.Role; password: string }) =>
    post<api.Person>('/v1/office/people', account),
  resetPassword: (id: string, password: string) =>
    command(`/v1/office/people/${encodeURIComponent(id)}/password`, { password }),
  lockPerson: (id: string, locked: boolean) =>
    post<api.Person>(`/v1/office/people/${encodeURIComponent(id)}/locked`, { locked }),
  changePassword: (old: string, password: string) => command('/v1/session/password', { old, new: password }),

  importFile: (kind: api.ImportKind, file: Blob, options: { dryRun: boolean; area?: string }) => {
    const query = new URLSearchParams();
    if (options.area) query.set('area', options.area);
    if (options.dryRun) query.set('dry_run', 'true');
    const type = kind === 'covers' ? 'application/geo+json' : 'text/csv';
    return postFile<api.ImportReport>(
      `/v1/office/import/${kind}${query.size ? `?${query}` : ''}`,
      file,
      type,
    );
  },
};
