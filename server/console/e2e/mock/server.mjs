// A stand-in for the server: the same addresses, the same headers, one night of fixtures, and a few levers for tests.
//   node e2e/mock/server.mjs [port]
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as conduct from './conduct.mjs';
import * as fixtures from './fixtures.mjs';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const PORT = Number(process.argv[2] ?? 8787);
const COOKIE = 'curbstop_session=mock';
const CSRF = 'mock-csrf';
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

let night;
let listeners = new Set();

function begin() {
  const now = fixtures.START;
  night = {
    began: Date.now(),
    skip: 0,
    role: 'admin',
    down: false,
    asked: [],
    orders: fixtures.openOrders(now),
    closed: fixtures.closedOrders(now),
    covers: fixtures.covers(now),
    escalations: fixtures.escalations(now),
    reviews: fixtures.reviews(now),
    routes: fixtures.routes(),
    devices: fixtures.devices(now),
    quarantine: fixtures.quarantine(now),
    jobs: fixtures.jobs(now),
    findings: conduct.findings(now),
    cases: conduct.cases(now),
  };
}

const now = () => fixtures.START + (Date.now() - night.began) + night.skip;
const timed = (body) => ({ server_time: now(), ...body });
const withTime = (list) =>
  list.map((one) => ({
    ...one,
    clocks: one.clocks.map((clock) => ({ ...clock, remaining_ms: clock.due - now() })),
  }));

class Refuse extends Error {
  constructor(status, code, reason) {
    super(reason);
    this.status = status;
    this.body = { code, reason };
  }
}

function tell(...kinds) {
  for (const listener of listeners) listener.write(`event: changed\ndata: ${JSON.stringify({ kinds })}\n\n`);
}

function orderOf(id) {
  const found = night.orders.find((order) => order.id === id);
  if (!found) throw new Refuse(404, 'order.unknown', `order \`${id}\` is not in the books`);
  return found;
}

function jobOf(id) {
  const found = night.jobs.find((job) => job.id === id);
  if (!found) throw new Refuse(404, 'office.unknown', `job \`${id}\` is not in the books`);
  return found;
}

function instruct(order) {
  if (order.milestones.instructed) return;
  const at = now();
  order.milestones.instructed = [at, 0];
  order.clocks = [
    { kind: 'arrive', clause: '3.3.2', due: at + 3_600_000, verdict: 'open' },
    { kind: 'repair', clause: '3.3.3', due: at + 18 * 3_600_000, verdict: 'open' },
  ];
}

/** The clock of the repair, `time_ms` longer. */
function standStill(order, time_ms) {
  const repair = order.clocks.find((clock) => clock.kind === 'repair');
  const paused = { time_ms, stands_still: true, unpaused: repair.verdict };
  Object.assign(repair, { due: repair.due + time_ms, paused });
}

const session = () => ({ person: 'p1', name: '林调度', role: night.role, csrf: CSRF });

// [method, pattern, handler(groups, body, query)]
const ROUTES = [
  [
    'GET',
    /^\/v1\/office\/jobs$/,
    (_, __, query) => {
      const closed = query.get('state') === 'closed';
      const jobs = night.jobs.filter((job) => (job.stage === 'closed') === closed);
      return timed({ jobs, more: false, calendar_years: [2025, 2026] });
    },
  ],
  [
    'POST',
    /^\/v1\/office\/jobs$/,
    (_, body) => {
      const id = `B-${31 + night.jobs.length}`;
      const households = body.households.map((one) => ({ ...one, gap: 'not_checked', was_crossed: false }));
      const milestones = { accepted: [now(), 0] };
      night.jobs.push({
        ...body,
        id,
        stage: 'accepted',
        milestones,
        households,
        proven: 0,
        missing: ['survey'],
        unexpected: 0,
      });
      tell('job');
      return { id };
    },
  ],
  [
    'POST',
    /^\/v1\/office\/jobs\/([^/]+)\/assign$/,
    ([id], body) => {
      jobOf(id).crew = body.crew;
      tell('job');
      return {};
    },
  ],
  [
    'POST',
    /^\/v1\/office\/jobs\/([^/]+)\/review$/,
    ([id], body) => {
      const { budget, missing } = jobOf(id);
      const cut_fen = budget.original_fen - body.fen;
      const beyond_fen = cut_fen - budget.original_fen / 5;
      Object.assign(budget, { standing: 'reviewed', reviewed_fen: body.fen, reason: body.reason });
      if (beyond_fen > 0) budget.excess = { cut_fen, beyond_fen, amount_fen: Math.floor(beyond_fen / 2) };
      missing.splice(missing.indexOf('review'), 1);
      tell('job');
      return {};
    },
  ],
  [
    'POST',
    /^\/v1\/office\/jobs\/([^/]+)\/close$/,
    ([id]) => {
      const { missing } = jobOf(id);
      const refused = new Refuse(409, 'job.cannot_close', 'the job cannot be closed yet');
      refused.body.field = missing.join(',');
      throw refused;
    },
  ],
  [
    'GET',
    /^\/v1\/office\/orders$/,
    (_, __, query) => {
      const shelf = query.get('state') ?? 'open';
      const list =
        shelf === 'open'
          ? night.orders
          : shelf === 'closed'
            ? night.closed
            : [...night.orders, ...night.closed];
      return timed({ orders: withTime(list) });
    },
  ],
  [
    'POST',
    /^\/v1\/office\/orders$/,
    (_, body) => {
      const id = `W-${1052 + night.orders.length - 8}`;
      night.orders.push({
        ...body,
        id,
        stage: 'new',
        milestones: { created: [now(), 0] },
        clocks: [],
        pauses: [],
        unexpected: 0,
      });
      tell('order');
      return { id };
    },
  ],
  [
    'POST',
    /^\/v1\/office\/orders\/([^/]+)\/dispatch$/,
    ([id], body) => {
      const order = orderOf(id);
      order.crew = body.crew;
      if (order.stage === 'new') order.stage = 'dispatched';
      instruct(order);
      tell('order');
    },
  ],
  [
    'POST',
    /^\/v1\/office\/orders\/([^/]+)\/told$/,
    ([id], body) => {
      const order = orderOf(id);
      order.told = body.worker;
      if (order.stage === 'new') order.stage = 'dispatched';
      instruct(order);
      tell('order');
    },
  ],
  [
    'POST',
    /^\/v1\/office\/orders\/([^/]+)\/checked$/,
    ([id]) => {
      orderOf(id).stage = 'checked';
      tell('order');
    },
  ],
  [
    'POST',
    /^\/v1\/office\/orders\/([^/]+)\/pause$/,
    ([id], { pause, approved, reason }) => {
      const order = orderOf(id);
      const waits = order.pauses.find((one) => String(one.id) === String(pause));
      Object.assign(waits, { standing: approved ? 'approved' : 'refused', reason, decided_at: [now(), 0] });
      if (approved) standStill(order, now() - waits.from[0]);
      tell('order');
    },
  ],
  [
    'POST',
    /^\/v1\/office\/orders\/([^/]+)\/close$/,
    ([id]) => {
      const order = orderOf(id);
      order.stage = 'closed';
      order.milestones.closed = [now(), 0];
      night.orders = night.orders.filter((other) => other !== order);
      night.closed.push(order);
      tell('order');
    },
  ],
  ['GET', /^\/v1\/office\/routes$/, () => timed({ period: '2026-11', routes: night.routes })],
  ['GET', /^\/v1\/office\/covers\/unsafe$/, () => timed({ covers: withTime(night.covers) })],
  ['GET', /^\/v1\/office\/escalations$/, () => timed({ escalations: night.escalations })],
  [
    'POST',
    /^\/v1\/office\/points\/([^/]+)\/escalation$/,
    ([id]) => {
      night.escalations = night.escalations.filter((one) => one.point !== id);
      tell('point');
    },
  ],
  ['GET', /^\/v1\/office\/reviews$/, () => timed({ reviews: night.reviews })],
  [
    'POST',
    /^\/v1\/office\/points\/([^/]+)\/review$/,
    ([id]) => {
      night.reviews = night.reviews.filter((one) => one.point !== id);
      tell('point');
    },
  ],
  ['GET', /^\/v1\/office\/findings$/, () => timed({ findings: night.findings, more: false })],
  [
    'POST',
    /^\/v1\/office\/findings$/,
    (_, body) => {
      const found = night.findings.find((one) => one.breach === body.breach);
      night.findings = night.findings.filter((one) => one !== found);
      night.cases.unshift(conduct.taken(found, body, now()));
      tell('case', 'finding');
    },
  ],
  [
    'GET',
    /^\/v1\/office\/(cases|files\/\w+\/[^/]+)$/,
    (_, __, query) =>
      timed({ cases: night.cases.filter((one) => !query.has('state') || !one.decided), more: false }),
  ],
  ['POST', /^\/v1\/office\/cases$/, () => ({ id: 'K-7' })],
  [
    'POST',
    /^\/v1\/office\/cases\/([^/]+)\/(investigation|conclusion|decision)$/,
    ([id, step], body) => {
      const one = night.cases.find((other) => other.id === id);
      conduct.step(one, step, body, now());
      tell('case');
    },
  ],
  ['GET', /^\/v1\/office\/ledger$/, (_, __, query) => conduct.ledger(night.cases, query.get('month'))],
  ['GET', /^\/v1\/office\/quarantine$/, () => timed({ events: night.quarantine })],
  ['GET', /^\/v1\/office\/devices$/, () => timed({ devices: night.devices })],
  ['POST', /^\/v1\/office\/devices\/codes$/, () => ({ code: 'K7QD-92XM', expires_at: now() + 3_600_000 })],
  [
    'POST',
    /^\/v1\/office\/devices\/(\d+)\/revoke$/,
    ([id]) => {
      night.devices.find((device) => device.id === Number(id)).revoked_at = now();
      tell('device');
    },
  ],
  ['GET', /^\/v1\/office\/workers$/, () => ({ workers: fixtures.WORKERS })],
  ['GET', /^\/v1\/office\/crews$/, () => ({ crews: fixtures.CREWS })],
  ['GET', /^\/v1\/office\/people$/, () => ({ people: fixtures.PEOPLE })],
  ['GET', /^\/v1\/office\/areas$/, () => ({ areas: fixtures.AREAS })],
  [
    'POST',
    /^\/v1\/office\/import\/(\w+)$/,
    ([kind], body, query) => ({
      kind,
      dry_run: query.get('dry_run') === 'true',
      rows: 6,
      imported: 3,
      changed: 0,
      unchanged: 0,
      duplicate_rows: 1,
      rejected_rows: 2,
      pits: 0,
      duplicates: [{ row: 5, of_row: 2, id: 'P-00001' }],
      rejected: [
        {
          row: 3,
          field: 'digits',
          code: 'import.number',
          reason: 'digits is `five`; write a whole number from 1 to 9',
        },
        {
          row: 6,
          field: 'route',
          code: 'import.reference',
          reason: 'route `QB-99` is not in the books; import routes first',
        },
      ],
    }),
  ],
];

/** Levers for tests: POST /mock/{begin|skip?ms=|role?is=|down|up|overdue}. */
const LEVERS = {
  begin,
  skip: (query) => (night.skip += Number(query.get('ms'))),
  role: (query) => (night.role = query.get('is')),
  down: () => {
    night.down = true;
    for (const listener of listeners) listener.destroy();
    listeners.clear();
  },
  up: () => (night.down = false),
  arrived: () => {
    const order = orderOf('W-1043');
    order.stage = 'on_site';
    order.milestones.arrived = [now(), 0];
    order.clocks[0] = { ...order.clocks[0], verdict: 'missed', done: [now(), 0] };
    tell('order');
  },
  burst: () => {
    for (let n = 0; n < 50; n += 1) tell('order', 'point');
  },
};

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString();
  return request.headers['content-type']?.startsWith('application/json') && text ? JSON.parse(text) : text;
}

function send(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

function live(request, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('event: hello\ndata: {}\n\n');
  listeners.add(response);
  request.on('close', () => listeners.delete(response));
}

function sessionRoutes(method, path, body, signedIn) {
  if (path === '/v1/setup' && method === 'POST') {
    if (body.token !== 'first') throw new Refuse(403, 'setup.link_used', 'this link was used or is not ours');
    return [200, session(), { 'set-cookie': `${COOKIE}; Path=/; HttpOnly; SameSite=Strict` }];
  }
  if (path !== '/v1/session') return undefined;
  if (method === 'POST') {
    if (body.password !== 'correct horse') throw new Refuse(401, 'auth.wrong', 'name or password is wrong');
    return [200, session(), { 'set-cookie': `${COOKIE}; Path=/; HttpOnly; SameSite=Strict` }];
  }
  if (!signedIn) throw new Refuse(401, 'auth.signed_out', 'nobody is signed in');
  if (method === 'DELETE') return [204, undefined, { 'set-cookie': 'curbstop_session=; Path=/; Max-Age=0' }];
  return [200, session()];
}

async function answer(request, response) {
  const { pathname: path, searchParams: query } = new URL(request.url, 'http://mock');
  const method = request.method ?? 'GET';
  if (path.startsWith('/mock/')) {
    LEVERS[path.slice(6)]?.(query);
    return send(response, 200, { asked: night.asked });
  }
  if (night.down) return request.socket.destroy();
  if (!path.startsWith('/v1/')) return page(path, response);
  night.asked.push(`${method} ${path}`);
  const signedIn = request.headers.cookie?.includes(COOKIE) ?? false;
  const body = method === 'POST' ? await bodyOf(request) : undefined;
  const door = sessionRoutes(method, path, body, signedIn);
  if (door) return send(response, ...door);
  if (!signedIn) throw new Refuse(401, 'auth.signed_out', 'nobody is signed in');
  if (method !== 'GET' && request.headers['x-csrf-token'] !== CSRF)
    throw new Refuse(403, 'auth.csrf', 'token missing');
  if (path === '/v1/office/live') return live(request, response);
  if (path.startsWith('/v1/office/photos/')) return picture(response);
  for (const [verb, pattern, handle] of ROUTES) {
    const match = verb === method && path.match(pattern);
    if (match) {
      const said = handle(match.slice(1).map(decodeURIComponent), body, query);
      return send(response, said === undefined ? 204 : 200, said);
    }
  }
  throw new Refuse(404, 'http.no_such_route', 'no such route');
}

function picture(response) {
  response.writeHead(200, { 'content-type': 'image/png' });
  response.end(fixtures.PICTURE);
}

function page(path, response) {
  const file = join(DIST, normalize(path));
  const chosen =
    file.startsWith(DIST) && existsSync(file) && statSync(file).isFile() ? file : join(DIST, 'index.html');
  response.writeHead(200, {
    'content-type': TYPES[extname(chosen)] ?? 'application/octet-stream',
    'content-security-policy': POLICY,
  });
  createReadStream(chosen).pipe(response);
}

begin();
createServer((request, response) => {
  answer(request, response).catch((error) => {
    if (error instanceof Refuse) send(response, error.status, error.body);
    else send(response, 500, { code: 'server.internal', reason: String(error) });
  });
}).listen(PORT, '127.0.0.1', () => process.stdout.write(`mock on http://127.0.0.1:${PORT}\n`));
