import { expect, test } from '@playwright/test';
import { begin } from './mock/levers';
import { signIn } from './steps';

test.beforeEach(async ({ page }) => {
  await begin();
  await signIn(page);
});

test('an order’s page answers the caller', async ({ page }) => {
  await page.getByRole('link', { name: '工单', exact: true }).click();
  await page.getByRole('link', { name: /长江路中段/ }).click();
  const detail = page.getByRole('article');
  await expect(detail).toContainText('18:40 已关阀止水，正在抢修。');
  await expect(detail).toContainText('公告的恢复供水时间是 11月24日 03:40。');
  await expect(detail.getByRole('row', { name: /到场/ })).toContainText('3.3.2');
  await expect(detail).toContainText('已张贴 2 / 3 处');
  await expect(detail).toContainText('结果（回单）之前不能结案');
});

test('3.3.3 REPAIR-WINDOW: a supervisor approves a pause, and both times are shown', async ({ page }) => {
  await page.goto('/#/orders/W-1038');
  const detail = page.getByRole('article');
  const pauses = detail.getByRole('region', { name: '暂停' });
  await expect(pauses).toContainText('待批准');
  await expect(pauses).toContainText('等开挖许可');
  await pauses.getByRole('button', { name: '审批' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('理由').fill('许可单已核实');
  await dialog.getByRole('button', { name: '批准暂停' }).click();
  await expect(pauses).toContainText('已批准');
  await expect(pauses).toContainText('许可单已核实');
  const repair = detail.getByRole('row', { name: /修复/ });
  await expect(repair).toContainText('暂停中');
  await expect(repair).toContainText('已暂停 3 小时');
});

test('orders are found, closed ones are on their own shelf, and a link opens one', async ({ page }) => {
  await page.goto('/#/orders');
  await page.getByRole('searchbox').fill('第四中学');
  await expect(page.getByRole('main').getByRole('link')).toHaveCount(1);
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: '已结' }).click();
  await expect(page.getByRole('main').getByRole('link')).toHaveCount(2);
  await page.goto('/#/orders/W-1012');
  await expect(page.getByRole('article')).toContainText('已修复通水');
  await page.goto('/#/orders/W-9999');
  await expect(page.getByText('没有编号为 W-9999 的工单')).toBeVisible();
});

test('an order is recorded and dispatched in one go, after a look at the same address', async ({ page }) => {
  await page.goto('/#/orders');
  await page.getByRole('button', { name: '新建工单' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('地址').fill('淇水大道 90 号');
  await expect(dialog.getByRole('status')).toContainText('W-1051');
  await dialog.getByLabel('情况').fill('路边冒水');
  await dialog.getByLabel('责任区').selectOption('淇滨');
  await dialog.getByLabel('班组').selectOption('抢修一班');
  await dialog.getByRole('button', { name: '登记并派单' }).click();
  await expect(page.getByRole('article')).toContainText('淇水大道 90 号');
  await expect(page.getByRole('article')).toContainText('抢修一班');
});

test('an order with a result is checked and closed', async ({ page }) => {
  await page.goto('/#/orders/W-1033');
  await page.getByRole('button', { name: '已回访：满意' }).click();
  await expect(page.getByRole('article')).toContainText('已回访');
  await page.getByRole('button', { name: '结案' }).click();
  await expect(page.getByRole('article').getByText('结案').first()).toBeVisible();
});

test('a phone is enrolled with a code that is shown once', async ({ page }) => {
  await page.goto('/#/devices');
  await page.getByRole('button', { name: '登记新手机' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: '生成登记码' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: /赵敏/ }).check();
  await dialog.getByRole('button', { name: '生成登记码' }).click();
  await expect(dialog).toContainText('K7QD-92XM');
  await expect(dialog.getByRole('img', { name: '登记码的二维码' })).toBeVisible();
  await dialog.getByRole('button', { name: '关闭' }).click();
  await expect(page.getByText('K7QD-92XM')).toHaveCount(0);
});

test('a silent phone is said to be silent, and one is revoked after a question', async ({ page }) => {
  await page.goto('/#/devices');
  await expect(page.getByRole('row', { name: /9 号机/ }).first()).toContainText('久无消息： 19 小时前');
  await page.getByRole('button', { name: '停用 12' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '停用这部手机' }).click();
  await expect(page.getByRole('row', { name: /12 号机/ })).toContainText('已停用');
});

test('quarantine says why and what to do', async ({ page }) => {
  await page.goto('/#/devices');
  const panel = page.getByRole('region', { name: /隔离区/ });
  await expect(panel).toContainText('台账中没有该对象');
  await expect(panel).toContainText('由办公室修正台账');
  await panel.getByText('查看原文').click();
  await expect(panel).toContainText('point:P-77120');
});

test('a file is checked, its bad rows are listed, then imported', async ({ page }) => {
  await page.goto('/#/import');
  await page.getByRole('button', { name: /用水点和水表/ }).click();
  await page
    .getByLabel('文件')
    .setInputFiles({ name: '用水点.csv', mimeType: 'text/csv', buffer: Buffer.from('id\n1\n') });
  await page.getByRole('button', { name: '只检查，不写入' }).click();
  const report = page.getByRole('region', { name: /检查结果：用水点.csv/ });
  await expect(report).toContainText('3 行有问题');
  await expect(report.getByRole('row', { name: /digits/ })).toBeVisible();
  await expect(report).toContainText('与第 2 行重复');
  const download = page.waitForEvent('download');
  await report.getByRole('button', { name: '下载有问题的行' }).click();
  expect((await download).suggestedFilename()).toContain('.csv');
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await expect(page.getByRole('region', { name: /导入结果：用水点.csv/ })).toBeVisible();
});
