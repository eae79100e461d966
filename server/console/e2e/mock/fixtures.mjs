// One night in a sample town, as the office's API would tell it. Times hang on `now`, so that the countdowns run.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 2026-11-23 22:40 at the utility's place: a bad night begins. */
export const START = Date.parse('2026-11-23T22:40:00+08:00');

const LIMIT = { arrive: HOUR, repair_household: 8 * HOUR, repair_main: 18 * HOUR, reinstate: 72 * HOUR };

function clock(kind, clause, due, more = {}) {
  return { kind, clause, due, verdict: 'open', ...more };
}

function order(id, kind, address, summary, stage, now, marks, more = {}) {
  const milestones = Object.fromEntries(
    Object.entries(marks).map(([name, ago]) => [
      name,
      Array.isArray(ago) ? [now - ago[0], ago[1]] : [now - ago, 0],
    ]),
  );
  const clocks = milestones.instructed ? clocksOf(kind, milestones) : [];
  return {
    id,
    kind,
    address,
    summary,
    area: '淇滨',
    stage,
    milestones,
    clocks,
    pauses: [],
    unexpected: 0,
    ...more,
  };
}

function clocksOf(kind, milestones) {
  const start = milestones.instructed[0];
  const repair = kind === 'main' ? LIMIT.repair_main : LIMIT.repair_household;
  const list = [
    settle(clock('arrive', '3.3.2', start + LIMIT.arrive), milestones.arrived, start, LIMIT.arrive),
    settle(clock('repair', '3.3.3', start + repair), milestones.repaired, start, repair),
  ];
  if (milestones.repaired) list.push(clock('reinstate', '3.3.3', milestones.repaired[0] + LIMIT.reinstate));
  return list;
}

function settle(open, done, start, limit) {
  if (!done) return open;
  const [from, width] = done;
  const verdict = from + width - start <= limit ? 'met' : from - start > limit ? 'missed' : 'indeterminate';
  return { ...open, verdict, done };
}

export function openOrders(now) {
  return [
    order(
      'W-1043',
      'main',
      '黄河路与兴鹤大街口',
      '主管爆管,路面大量冒水,一车道已淹',
      'travelling',
      now,
      {
        created: 76 * MINUTE,
        instructed: 72 * MINUTE,
        acknowledged: 70 * MINUTE,
        travelling: 66 * MINUTE,
      },
      { crew: '抢修一班', caller: '交警支队 0392-3330122', position: { lat: 35.7481, lon: 114.2973 } },
    ),
    order(
      'W-1051',
      'main',
      '淇水大道 88 号门前',
      '非机动车道渗水,疑似暗漏',
      'new',
      now,
      { created: 9 * MINUTE },
      {
        caller: '王女士 138****2207',
        position: { lat: 35.7512, lon: 114.3051 },
      },
    ),
    order(
      'W-1049',
      'household_meter',
      '九州路 17 号院 3 号楼 2 单元 501',
      '表后接头漏水,楼道有水',
      'dispatched',
      now,
      {
        created: 14 * MINUTE,
        instructed: 11 * MINUTE,
      },
      { crew: '抢修二班', caller: '李先生 139****4410', position: { lat: 35.7433, lon: 114.2899 } },
    ),
    order(
      'W-1047',
      'main',
      '钜桥镇东街菜市场北门',
      '闸井冒水,商户进水',
      'acknowledged',
      now,
      {
        created: 41 * MINUTE,
        instructed: 37 * MINUTE,
        acknowledged: 35 * MINUTE,
      },
      { crew: '抢修三班', position: { lat: 35.7391, lon: 114.3105 } },
    ),
    order(
      'W-1038',
      'main',
      '长江路中段(第四中学南侧)',
      '管线抢修,DN200 铸铁管环向裂缝',
      'water_stopped',
      now,
      {
        created: 5 * HOUR + 31 * MINUTE,
        instructed: 5 * HOUR + 27 * MINUTE,
        acknowledged: 5 * HOUR + 25 * MINUTE,
        travelling: 5 * HOUR + 20 * MINUTE,
        arrived: [4 * HOUR + 52 * MINUTE, 50 * MINUTE],
        water_stopped: 4 * HOUR,
      },
      {
        crew: '抢修二班',
        caller: '第四中学总务处',
        position: { lat: 35.7459, lon: 114.3002 },
        unexpected: 1,
        pauses: [
          {
            id: [12, 340],
            cause: 'excavation_permit',
            note: '路政中心明早八点才能批',
            from: [now - 3 * HOUR, 0],
            standing: 'waiting',
          },
        ],
        outage: {
          first_at: [now - 4 * HOUR - 20 * MINUTE, 0],
          at: [now - 4 * HOUR - 20 * MINUTE, 0],
          notice: 1,
          scope: '长江路以南、华夏南路以东,约 1200 户',
          cause: 'DN200 铸铁管破裂,关阀抢修',
          stop_at: now - 4 * HOUR,
          restore_at: now + 5 * HOUR,
          places: ['康乐小区', '第四中学家属院', '长江花园'],
          posted: [
            { place: '康乐小区', at: [now - 3 * HOUR - 40 * MINUTE, 0], with_photo: true },
            { place: '长江花园', at: [now - 3 * HOUR - 25 * MINUTE, 0], with_photo: false },
          ],
        },
      },
    ),
    order(
      'W-1045',
      'household_meter',
      '朝歌路水务小区 6 号楼 1 单元',
      '水表不走,用户报修',
      'on_site',
      now,
      {
        created: 2 * HOUR + 9 * MINUTE,
        instructed: 2 * HOUR + 4 * MINUTE,
        acknowledged: 2 * HOUR,
        arrived: 48 * MINUTE,
      },
      { crew: '抢修三班' },
    ),
    order(
      'W-1029',
      'main',
      '湘江路公交站旁',
      '路面已开挖,待回填',
      'repaired',
      now,
      {
        created: 26 * HOUR,
        instructed: 25 * HOUR + 50 * MINUTE,
        acknowledged: 25 * HOUR + 48 * MINUTE,
        arrived: 25 * HOUR + 21 * MINUTE,
        repaired: 14 * HOUR,
      },
      { crew: '抢修一班' },
    ),
    order(
      'W-1033',
      'household_meter',
      '福源路 5 号附 2 号',
      '表井积水,阀门关不严',
      'reported',
      now,
      {
        created: 8 * HOUR,
        instructed: 7 * HOUR + 55 * MINUTE,
        arrived: 7 * HOUR + 20 * MINUTE,
        repaired: 6 * HOUR + 2 * MINUTE,
        reported: 5 * HOUR + 50 * MINUTE,
      },
      {
        crew: '抢修三班',
        clocks: [],
        result: 'repaired',
        tell_caller: '阀门已更换,表井已抽干,现在用水正常。',
      },
    ),
  ];
}

export function closedOrders(now) {
  return [
    order(
      'W-1012',
      'main',
      '华山路 21 号',
      '主管漏水',
      'closed',
      now,
      {
        created: 3 * DAY,
        instructed: 3 * DAY - 5 * MINUTE,
        arrived: 3 * DAY - 40 * MINUTE,
        repaired: 3 * DAY - 9 * HOUR,
        reported: 3 * DAY - 9 * HOUR,
        closed: 2 * DAY,
      },
      { crew: '抢修一班', result: 'repaired', tell_caller: '已修复通水。' },
    ),
    order(
      'W-1009',
      'household_meter',
      '天山路 3 号院',
      '水表井盖响动',
      'closed',
      now,
      {
        created: 4 * DAY,
        instructed: 4 * DAY - 3 * MINUTE,
        arrived: 4 * DAY - 70 * MINUTE,
        reported: 4 * DAY - 2 * HOUR,
        closed: 4 * DAY - 3 * HOUR,
      },
      { crew: '抢修二班', result: 'not_ours', tell_caller: '井盖属通信公司,已转告并设警示。' },
    ),
  ];
}

/** A grey square, where a photo would be. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

export function covers(now) {
  return [
    {
      id: 'JG-20417',
      area: '淇滨',
      kind: 'valve_pit',
      owner: 'ours',
      place: '嵩山路与淮河路口西北角人行道',
      position: { lat: 35.7449, lon: 114.2941 },
      condition: 'missing',
      danger: true,
      since: [now - 38 * MINUTE, 0],
      clocks: [
        clock('make_safe', '3.2.4', now + 22 * MINUTE),
        clock('replace', '3.2.4', now - 38 * MINUTE + DAY),
      ],
    },
    {
      id: 'JG-11802',
      area: '淇滨',
      kind: 'manhole',
      owner: 'unknown',
      place: '泰山路小学东门',
      position: { lat: 35.7502, lon: 114.2888 },
      condition: 'damaged',
      danger: true,
      since: [now - 5 * HOUR, 20 * MINUTE],
      safe_at: [now - 4 * HOUR - 21 * MINUTE, 0],
      barrier: 'barrier_and_sign',
      reported_up_at: [now - 4 * HOUR - 50 * MINUTE, 0],
      photos: {
        here: 1,
        named: 2,
        list: [{ id: 'a'.repeat(64), media_type: 'image/png' }, { id: 'b'.repeat(64) }],
      },
      clocks: [
        {
          ...clock('make_safe', '3.2.4', now - 4 * HOUR),
          verdict: 'met',
          done: [now - 4 * HOUR - 21 * MINUTE, 0],
        },
        clock('replace', '3.2.4', now + 19 * HOUR),
      ],
    },
    {
      id: 'JG-20988',
      area: '淇滨',
      kind: 'meter_pit',
      owner: 'ours',
      place: '福源路 5 号门前',
      position: { lat: 35.7478, lon: 114.3021 },
      condition: 'loose',
      danger: false,
      since: [now - 30 * HOUR, 0],
      clocks: [],
    },
  ];
}

export function escalations(now) {
  return [
    {
      point: 'P-03391',
      customer_no: '10033917',
      customer: '张桂兰',
      address: '山城区汤河街 42 号院 1 号楼 3 单元 102',
      route: 'SC-07',
      estimate: [12, 418],
      nth: 3,
      since: [now - 7 * HOUR, 0],
      consumption: 11_000,
      method: 'recent_daily_use',
    },
    {
      point: 'P-05120',
      customer_no: '10051204',
      customer: '鹤壁市第八粮库',
      address: '淇滨区东杨工业区 2 号',
      route: 'QB-02',
      estimate: [9, 1207],
      nth: 4,
      since: [now - 30 * HOUR, 0],
      consumption: 342_000,
      method: 'same_month_last_year',
    },
  ];
}

export function reviews(now) {
  return [
    {
      point: 'P-00872',
      customer_no: '10008721',
      customer: '陈志强',
      address: '九江路 9 号院 4 号楼 301',
      route: 'QB-01',
      reading: [7, 233],
      checks: ['far_from_expected'],
      value: 873_000,
      previous: 809_000,
      period: '2026-11',
      at: now - 3 * HOUR,
    },
    {
      point: 'P-00911',
      customer_no: '10009114',
      customer: '鹤源小吃店',
      address: '九江路 13 号',
      route: 'QB-01',
      reading: [7, 240],
      checks: ['lower', 'previous_in_question'],
      value: 120_000,
      previous: 131_000,
      period: '2026-11',
      at: now - 3 * HOUR + 9 * MINUTE,
    },
  ];
}

const NONE = {
  actual: 0,
  estimated: 0,
  no_read: 0,
  customer: 0,
  escalated: 0,
  in_review: 0,
  read_again: 0,
  released: 0,
  overdue: 0,
};

function route(id, name, reader, window, total, counts) {
  const read = Object.entries(counts).reduce((sum, [name, n]) => (name === 'overdue' ? sum : sum + n), 0);
  return {
    id,
    name,
    area: id.startsWith('QB') ? '淇滨' : '山城',
    reader,
    window: window.map((day) => `2026-11-${String(day).padStart(2, '0')}`),
    total,
    ...NONE,
    ...counts,
    unread: total - read,
  };
}

export function routes() {
  return [
    route('QB-01', '淇滨一册 九江路', { id: 'R01', name: '赵敏' }, [1, 25], 312, {
      actual: 288,
      estimated: 9,
      in_review: 2,
      no_read: 4,
      customer: 3,
    }),
    route('QB-02', '淇滨二册 东杨工业区', { id: 'R02', name: '孙立军' }, [1, 20], 146, {
      actual: 118,
      estimated: 6,
      escalated: 1,
      released: 4,
      overdue: 17,
    }),
    route('QB-03', '淇滨三册 朝歌路', { id: 'R03', name: '刘洋' }, [5, 28], 401, {
      actual: 214,
      estimated: 3,
      no_read: 1,
    }),
    route('QB-04', '淇滨四册 湘江路', { id: 'R04', name: '周晓燕' }, [5, 28], 298, { actual: 298 }),
    route('SC-07', '山城七册 汤河街', { id: 'R07', name: '郑国栋' }, [1, 25], 356, {
      actual: 301,
      estimated: 22,
      escalated: 1,
      read_again: 2,
      no_read: 11,
    }),
    route('SC-08', '山城八册 红旗街', null, [10, 30], 264, { actual: 0 }),
  ];
}

export const WORKERS = [
  ['R01', '赵敏', 'reader', '淇滨'],
  ['R02', '孙立军', 'reader', '淇滨'],
  ['R03', '刘洋', 'reader', '淇滨'],
  ['R04', '周晓燕', 'reader', '淇滨'],
  ['R07', '郑国栋', 'reader', '山城'],
  ['C11', '马建国', 'repair', '淇滨', '抢修一班'],
  ['C12', '冯涛', 'repair', '淇滨', '抢修一班'],
  ['C21', '宋志刚', 'repair', '淇滨', '抢修二班'],
  ['C31', '贾文斌', 'repair', '山城', '抢修三班'],
].map(([id, name, role, area, crew]) => ({
  id,
  name,
  role,
  area,
  department: '供水',
  ...(crew ? { crew } : {}),
}));

export const CREWS = ['抢修一班', '抢修二班', '抢修三班'].map((id) => ({
  id,
  members: WORKERS.filter((worker) => worker.crew === id).map(({ id: worker, name }) => ({
    id: worker,
    name,
  })),
  open_orders: 3,
}));

export const AREAS = ['山城', '淇滨'];

export const PEOPLE = [
  { id: 'p1', name: '林调度', role: 'admin', created_at: START - 90 * DAY },
  { id: 'p2', name: '何主任', role: 'supervisor', created_at: START - 80 * DAY },
  { id: 'p3', name: '吴敏', role: 'dispatcher', created_at: START - 30 * DAY },
  {
    id: 'p4',
    name: '临时账号',
    role: 'dispatcher',
    created_at: START - 60 * DAY,
    disabled_at: START - 20 * DAY,
  },
];

const named = (...ids) => WORKERS.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name }));

export function devices(now) {
  const phone = (id, model, workers, more) => ({
    id,
    model,
    workers,
    enrolled_at: now - 90 * DAY,
    have_through: 0,
    ...more,
  });
  return [
    phone(7, 'Huawei nova 12', named('R01'), {
      last_sync_at: now - 2 * MINUTE,
      have_through: 240,
      clock: 'verified',
      clock_doubt_ms: 900,
    }),
    phone(9, 'Redmi Note 13', named('R02', 'R03'), {
      last_sync_at: now - 19 * HOUR,
      have_through: 1207,
      clock: 'derived',
      clock_doubt_ms: 14 * MINUTE,
    }),
    phone(12, 'Honor X50', named('R07'), {
      last_sync_at: now - 7 * HOUR,
      have_through: 418,
      clock: 'verified',
      clock_doubt_ms: 3000,
    }),
    phone(15, 'CAT S75', named('C11', 'C12'), {
      last_sync_at: now - 20_000,
      have_through: 96,
      clock: 'verified',
      clock_doubt_ms: 400,
    }),
    phone(16, 'CAT S75', named('C21'), {}),
    phone(3, 'Huawei P30', named('R04'), {
      last_sync_at: now - 40 * DAY,
      have_through: 3310,
      clock: 'unverified',
      clock_doubt_ms: DAY,
      revoked_at: now - 39 * DAY,
    }),
  ];
}

export function quarantine(now) {
  return [
    {
      device: 9,
      seq: 1191,
      received_at: now - 19 * HOUR,
      code: 'event.subject_unknown',
      reason: 'point `P-77120` is not in the books; import it, or record again at the right point',
      fields: ['subject'],
      action: 'office_repairs',
      settled: false,
      bytes: 79,
      raw: '{"s":1191,"w":"R02","on":"point:P-77120","f":{"reading_taken":{"m":"M-771","v":412000}}}',
    },
  ];
}

const endOf = (day) => Date.parse(`${day}T23:59:59.999+08:00`);

export function jobs(now) {
  const limit = (day, verdict, missing_notices = []) => ({
    day,
    missing_notices,
    clock: { kind: 'connect', clause: '3.4.1', due: endOf(day), verdict, remaining_ms: endOf(day) - now },
  });
  return [
    {
      id: 'B-31',
      kind: 'conversion',
      applicant: '和平小区业主委员会',
      phone: '139 0392 0000',
      address: '和平小区 3 号楼',
      area: '淇滨',
      department: '安装工程公司',
      stage: 'house_closed',
      crew: '抢修一班',
      milestones: {
        accepted: [now - 12 * DAY, 0],
        surveyed: [now - 11 * DAY, 0],
        house_closed: [now - DAY, 0],
      },
      limit: limit('2026-11-16', 'met'),
      budget: { original_fen: 10_000_000, standing: 'made' },
      households: [
        { id: '101', address: '1 单元 101', customer: '王芳', serial: 'S-0101', was_crossed: false },
        {
          id: '102',
          address: '1 单元 102',
          customer: '',
          serial: 'S-0102',
          was_crossed: true,
          gap: 'crossed',
        },
        { id: '201', address: '2 单元 201', customer: '赵敏', was_crossed: false, gap: 'not_checked' },
      ],
      proven: 1,
      closing: { holes_filled: true, tidy: true, signed: false },
      missing: ['households', 'signature'],
      unexpected: 0,
    },
    {
      id: 'B-32',
      kind: 'connection',
      applicant: '李强',
      phone: '',
      address: '淇水大道 9 号',
      area: '淇滨',
      department: '安装工程公司',
      stage: 'budgeted',
      milestones: { accepted: [now - DAY, 0], budgeted: [now - HOUR, 0] },
      limit: limit('2026-12-31', 'open', [2027]),
      budget: { original_fen: 10_000_000, standing: 'disputed', reason: '管材报价太高' },
      households: [],
      proven: 0,
      missing: ['review', 'work', 'holes_filled', 'tidy', 'signature'],
      unexpected: 0,
    },
  ];
}
