import { expect, test } from '@playwright/test';
import { asked, begin, lever } from './mock/levers';
import { signIn } from './steps';

test.beforeEach(async ({ page }) => {
  await begin();
  await signIn(page);
});

test('what is late stands first, in words, and the utility’s time stands on it', async ({ page }) => {
  const act = page.getByRole('region', { name: /要你处理/ });
  await expect(act.getByRole('article').first()).toContainText('到场已超时 12 分钟，尚无消息');
  await expect(act).toContainText('已派 11 分钟，无人接单也没有电话告知');
  await expect(act).toContainText('待派，已等 9 分钟');
  await expect(page.getByRole('region', { name: /半小时内到时限/ })).toContainText('还剩 22 分钟到场');
  await expect(page.getByRole('region', { name: '不安全的井盖' })).toContainText('发现于 22:02');
  await expect(page).toHaveTitle('（3 待处理） Curbstop');
});

test('photos are counted, and those that are here are seen and open in full', async ({ page }) => {
  const covers = page.getByRole('region', { name: '不安全的井盖' });
  await expect(covers).toContainText('照片已到 1/2 张');
  const picture = covers.getByRole('img', { name: '照片 1' });
  await expect(picture).toHaveJSProperty('naturalWidth', 1);
  await expect(covers.getByRole('link', { name: '照片 1' })).toHaveAttribute('target', '_blank');
});

test('a doubtful arrival is shown as doubtful, not as late', async ({ page }) => {
  const card = page.getByRole('article').filter({ hasText: 'W-1038' });
  await expect(card).toContainText('到场是否超时无法判定');
  await expect(card).not.toContainText('到场超时');
});

test('countdowns run without asking, and an order that goes overdue is called out', async ({ page }) => {
  await expect(page.getByText('还剩 22 分钟到场')).toBeVisible();
  await lever('skip?ms=1380000');
  await lever('burst');
  await expect(page.getByRole('log')).toContainText('刚刚超时：钜桥镇东街菜市场北门');
  await page.getByRole('log').getByRole('button', { name: '知道了' }).click();
  await expect(page.getByRole('log').getByRole('button')).toHaveCount(0);
});

test('what happens outside shows by itself, and a burst is asked for a few times only', async ({ page }) => {
  const before = (await asked()).length;
  await lever('arrived');
  const card = page.getByRole('article').filter({ hasText: 'W-1043' });
  await expect(card).toContainText('到场超时');
  await lever('burst');
  await page.waitForTimeout(1500);
  const orders = (await asked()).slice(before).filter((line) => line.startsWith('GET /v1/office/orders'));
  expect(orders.length).toBeLessThanOrEqual(4);
});

test('a lost connection says from when the data is, keeps it, and comes back', async ({ page }) => {
  await expect(page.getByRole('status').filter({ hasText: '实时' })).toBeVisible();
  await lever('down');
  await expect(page.getByText(/连接中断，数据截至 22:4\d/)).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText('黄河路与兴鹤大街口').first()).toBeVisible();
  await lever('up');
  await expect(page.getByRole('status').filter({ hasText: '实时' })).toBeVisible({ timeout: 30_000 });
});

test('an order is dispatched from where it stands', async ({ page }) => {
  const card = page.getByRole('article').filter({ hasText: 'W-1051' });
  await card.getByRole('button', { name: '派单' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('班组').selectOption('抢修三班');
  await dialog.getByRole('button', { name: '派单' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(card).toContainText('分钟到场');
  await expect(card).toContainText('抢修三班');
});

test('a logged call ends the waiting for an answer', async ({ page }) => {
  const card = page.getByRole('article').filter({ hasText: 'W-1049' });
  await card.getByRole('button', { name: '登记电话告知' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('谁接的电话').locator('option').nth(1)).toContainText('抢修二班');
  await dialog.getByLabel('谁接的电话').selectOption('C21');
  await dialog.getByRole('button', { name: '登记' }).click();
  await expect(card).not.toContainText('无人接单');
});

test('the supervisor decides with a day and a reason', async ({ page }) => {
  const panel = page.getByRole('region', { name: '估抄超限，待决定' });
  await panel.getByRole('button', { name: /决定 张桂兰/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /约定再次上门/ }).check();
  await dialog.getByLabel('上门日期').fill('2026-11-26');
  await dialog.getByLabel('理由').fill('用户周四在家');
  await dialog.getByRole('button', { name: '确认决定' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(panel).not.toContainText('张桂兰');
});

test('a reading in review is settled', async ({ page }) => {
  const panel = page.getByRole('region', { name: '读数待核' });
  await panel.getByRole('button', { name: /核定 陈志强/ }).click();
  await page.getByRole('dialog').getByLabel('理由').fill('照片清楚');
  await page.getByRole('dialog').getByRole('button', { name: '读数有效' }).click();
  await expect(panel).not.toContainText('陈志强');
});

test('progress has words and numbers, and what is overdue first', async ({ page }) => {
  const rows = page.getByRole('region', { name: /2026年11月抄表进度/ }).getByRole('listitem');
  await expect(rows.nth(0)).toContainText('71%');
  await expect(rows.nth(1)).toContainText('淇滨二册');
  await expect(rows.nth(1)).toContainText('超期未抄 17');
  await expect(rows.nth(1)).toContainText('实抄 118');
});

test('a dispatcher sees escalations, and that the supervisor decides them', async ({ page }) => {
  await lever('role?is=dispatcher');
  await page.reload();
  const panel = page.getByRole('region', { name: '估抄超限，待决定' });
  await expect(panel).toContainText('由主管领导决定');
  await expect(panel.getByRole('button')).toHaveCount(0);
});
