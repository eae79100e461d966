import { expect, test, type Page } from '@playwright/test';
import { HandPhone } from './phone';
import { binary, start, type RealServer } from './server';

// The page against the real server, from the first start on: set up, import, a phone, an order's life, a third estimate.

const path = binary();
test.skip(
  path === undefined,
  'no server was built: run `cargo build -p curbstop-server`, or name one in CURBSTOP_SERVER',
);
test.describe.configure({ mode: 'serial' });

/** The third day of a month, as files write it. */
function monthsAgo(months: number): string {
  const day = new Date();
  day.setUTCDate(3);
  day.setUTCMonth(day.getUTCMonth() - months);
  return day.toISOString().slice(0, 10);
}

const FILES = {
  workers: 'id,name,department,role,area,crew\nR1,赵敏,抄表,reader,北区,\nC1,马建国,抢修,repair,北区,一班\n',
  routes: 'id,name,area,department,reader\nN1,北一册,北区,抄表,R1\n',
  points:
    'id,customer_no,customer,address,route,seq,meter,digits,q4_m3h\n' +
    'P1,1001,张桂兰,汤河街 42 号,N1,1,M1,5,3\nP2,1002,陈志强,九江路 9 号,N1,2,M2,5,3\nP3,1003,错行,无,N9,3,M3,五,3\n',
  // Two estimates in a row at P1: the next one is over the limit (EST-LIMIT, 3.2.2).
  readings:
    'point,on,value_m3,estimated\n' +
    `P1,${monthsAgo(3)},100,false\nP1,${monthsAgo(2)},110,true\nP1,${monthsAgo(1)},120,true\n` +
    `P2,${monthsAgo(2)},190,false\nP2,${monthsAgo(1)},200,false\n`,
};
const COVERS = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      id: 'JG-1',
      geometry: { type: 'Point', coordinates: [114.29, 35.74] },
      properties: { Type: '闸井' },
    },
  ],
});

let server: RealServer;
let page: Page;
let phone: HandPhone;

test.beforeAll(async ({ browser }) => {
  server = await start(path ?? '');
  const context = await browser.newContext({ baseURL: server.url, locale: 'zh-CN' });
  page = await context.newPage();
});

test.afterAll(async () => {
  await page.context().close();
  await server.stop();
});

test('the one-time link of the first start makes an administrator', async () => {
  await page.goto(server.setupLink);
  await page.getByLabel('用户名').fill('林调度');
  await page.getByLabel('密码', { exact: true }).fill('correct horse');
  await page.getByLabel('再输入一次密码').fill('correct horse');
  await page.getByRole('button', { name: '建立账号并登录' }).click();
  await expect(page.getByRole('status').filter({ hasText: '实时' })).toBeVisible();
});

test('the books come in file by file, and a bad row is named', async () => {
  const names = { workers: '人员', routes: '抄表册', points: '用水点和水表', readings: '历史读数' } as const;
  await page.goto('/#/import');
  for (const [kind, text] of Object.entries(FILES) as [keyof typeof FILES, string][]) {
    await page.getByRole('button', { name: names[kind] }).click();
    await pick(`${kind}.csv`, text);
  }
  await page.getByRole('button', { name: '用水点和水表' }).click();
  await pick('points.csv', FILES.points);
  const report = page.getByRole('region', { name: '导入结果：points.csv' });
  await expect(report.getByRole('row', { name: /digits/ })).toBeVisible();
  await expect(report).toContainText('行有问题');
  await page.getByRole('button', { name: '井盖' }).click();
  await page.getByLabel('责任区').fill('北区');
  await pick('covers.geojson', COVERS);
});

async function pick(name: string, text: string): Promise<void> {
  await page.getByLabel('文件').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await expect(page.getByRole('region', { name: `导入结果：${name}` })).toBeVisible();
}

test('a phone is enrolled by its code', async () => {
  await page.goto('/#/devices');
  await page.getByRole('button', { name: '登记新手机' }).click();
  const dialog = page.getByRole('dialog');
  for (const name of [/赵敏/, /马建国/]) await dialog.getByRole('checkbox', { name }).check();
  await dialog.getByRole('button', { name: '生成登记码' }).click();
  const code = await dialog.locator('output').innerText();
  await dialog.getByRole('button', { name: '关闭' }).click();
  phone = await HandPhone.enrol(server.url, code);
  await expect(page.getByRole('row', { name: new RegExp(`^${phone.device} 号机`) })).toContainText('刚刚');
});

test('an order is recorded, sent out, and followed live to its end', async () => {
  await page.goto('/#/');
  await page.getByRole('button', { name: '新建工单' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('地址').fill('黄河路与兴鹤大街口');
  await dialog.getByLabel('情况').fill('路面冒水');
  await dialog.getByLabel('责任区').selectOption('北区');
  await dialog.getByLabel('班组').selectOption('一班');
  await dialog.getByRole('button', { name: '登记并派单' }).click();
  const detail = page.getByRole('article');
  await expect(detail).toContainText('分钟到场');
  const id = decodeURIComponent(page.url().split('/').at(-1) ?? '');
  const crew = (fact: unknown) => ({ worker: 'C1', subject: `order:${id}`, fact });

  await phone.say(crew('order_acknowledged'), crew('order_travelling'));
  await expect(detail).toContainText('班组');
  await phone.say(crew({ order_arrived: { proof: { by: 'scanned_code', code: 'V-17' } } }));
  await expect(detail.getByRole('row', { name: /^到场/ })).toContainText('到场按时');
  await phone.say(crew({ order_repaired: { surface_opened: false } }));
  await expect(detail).toContainText('不能结案');
  await phone.say(crew({ order_reported: { result: 'repaired', tell_caller: '已修复通水' } }));
  await expect(detail).toContainText('已修复通水');
  await page.getByRole('button', { name: '已回访：满意' }).click();
  await page.getByRole('button', { name: '结案' }).click();
  await page.goto('/#/orders');
  await page.getByRole('button', { name: '已结' }).click();
  await expect(page.getByRole('link', { name: /黄河路/ })).toBeVisible();
});

test('an open pit shows at once with its clock, and the fence around it too', async () => {
  await page.goto('/#/');
  const panel = page.getByRole('region', { name: '不安全的井盖' });
  const cover = (fact: unknown) => ({ worker: 'C1', subject: 'cover:JG-1', fact });
  await phone.say(cover({ cover_inspected: { condition: 'missing' } }));
  await expect(panel).toContainText('尚未围护');
  await expect(panel).toContainText('围护');
  await expect(page.getByRole('log')).toContainText('缺失');
  await phone.say(cover({ cover_made_safe: { barrier: 'barrier_and_sign' } }));
  await expect(panel).toContainText('已围护');
});

test('an entry that cannot be applied waits in quarantine, with its way out', async () => {
  await phone.say({
    worker: 'R1',
    subject: 'point:P-404',
    fact: { reading_missed: { reason: 'no_access' } },
  });
  await page.goto('/#/devices');
  const panel = page.getByRole('region', { name: /隔离区/ });
  await expect(panel).toContainText('处理办法');
  await panel.getByText('查看原文').click();
  await expect(panel).toContainText('P-404');
});

test('reading progress follows the phone', async () => {
  await page.goto('/#/');
  const rows = page.getByRole('region', { name: /抄表进度/ }).getByRole('listitem');
  await expect(rows.first()).toContainText('已抄 0 / 2');
  await phone.say({ worker: 'R1', subject: 'point:P2', fact: { reading_taken: { m: 'M2', v: 215_000 } } });
  await expect(rows.nth(1)).toContainText('北一册');
  await expect(rows.first()).not.toContainText('未抄 2');
});

test('a third estimate in a row waits for the supervisor, and the decision ends the waiting', async () => {
  await page.goto('/#/');
  const panel = page.getByRole('region', { name: '估抄超限，待决定' });
  const estimate = { consumption: 12_000, method: 'recent_daily_use', reason: 'sewage_in_pit' };
  const { outcomes } = await phone.say({
    worker: 'R1',
    subject: 'point:P1',
    fact: { reading_estimated: estimate },
  });
  expect(JSON.stringify(outcomes)).toContain('escalated');
  await expect(panel).toContainText('连续第 3 次估抄');
  await panel.getByRole('button', { name: /决定 张桂兰/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /准许本次估抄/ }).check();
  await dialog.getByLabel('理由').fill('表井积水,已安排抽水');
  await dialog.getByRole('button', { name: '确认决定' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(panel).not.toContainText('张桂兰');
});

test('a reading that fell is settled by a person', async () => {
  const panel = page.getByRole('region', { name: '读数待核' });
  await phone.say({ worker: 'R1', subject: 'point:P2', fact: { reading_taken: { m: 'M2', v: 150_000 } } });
  await expect(panel).toContainText('陈志强');
  await panel.getByRole('button', { name: /核定 陈志强/ }).click();
  await page.getByRole('dialog').getByLabel('理由').fill('看错一位');
  await page.getByRole('dialog').getByRole('button', { name: '安排复抄' }).click();
  await expect(panel).not.toContainText('陈志强');
  await expect(page.getByRole('region', { name: /抄表进度/ })).toContainText('待复抄 1');
});

test('an account for a dispatcher may not decide, nor import', async ({ browser }) => {
  await page.goto('/#/devices');
  await page.getByRole('button', { name: '新建账号' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('用户名').fill('吴敏');
  await dialog.getByLabel('初始密码').fill('a first password');
  await dialog.getByRole('button', { name: '建立账号' }).click();
  await expect(page.getByRole('region', { name: '办公室账号' })).toContainText('吴敏');

  const context = await browser.newContext({ baseURL: server.url, locale: 'zh-CN' });
  const other = await context.newPage();
  await other.goto('/');
  await other.getByLabel('用户名').fill('吴敏');
  await other.getByLabel('密码').fill('a first password');
  await other.getByRole('button', { name: '登录' }).click();
  await expect(other.getByRole('navigation')).toBeVisible();
  await expect(other.getByRole('link', { name: '导入' })).toHaveCount(0);
  await other.goto('/#/devices');
  await expect(other.getByRole('region', { name: /隔离区|办公室账号/ })).toHaveCount(0);
  await context.close();
});
