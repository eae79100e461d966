import { expect, test } from '@playwright/test';
import { begin } from './mock/levers';
import { signIn } from './steps';

test.beforeEach(async ({ page }) => {
  await begin();
  await signIn(page);
  await page.getByRole('link', { name: '报装与户改', exact: true }).click();
});

test('the list says the last working day, and that a day without its notice is provisional', async ({
  page,
}) => {
  const waiting = page.getByRole('link', { name: /淇水大道 9 号/ });
  await expect(waiting).toContainText('最迟 12月31日');
  await expect(waiting).toContainText('暂定：2027 年放假安排未导入');
  await expect(page.getByText('工作日按已导入的放假安排计算：2025、2026 年')).toBeVisible();
});

test('a conversion says n of m and each household, and does not close while something is missing', async ({
  page,
}) => {
  await page.getByRole('link', { name: /和平小区 3 号楼/ }).click();
  const detail = page.getByRole('article');
  await expect(detail).toContainText('已核对 1 / 3 户');
  await expect(detail.getByRole('listitem').filter({ hasText: '1 单元 102' })).toContainText('错户');
  await detail.getByRole('button', { name: '结案' }).click();
  await expect(detail.getByRole('alert')).toContainText('逐户核对未到 100%');
  await expect(detail.getByRole('alert')).toContainText('用户签字');
});

test('a review shows what 5.5 makes of the cut', async ({ page }) => {
  await page.getByRole('link', { name: /淇水大道 9 号/ }).click();
  await page.getByRole('button', { name: '录入审核结果' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('审核后金额').fill('79999');
  await dialog.getByLabel('审核意见').fill('核减管材');
  await dialog.getByRole('button', { name: '录入审核结果' }).click();
  await expect(page.getByRole('article')).toContainText('超出 1.00 元，拟对部门扣罚 0.50 元');
});

test('an application is accepted with its households and given to a crew', async ({ page }) => {
  await page.getByRole('button', { name: '受理申请' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('类别').selectOption('conversion');
  await dialog.getByLabel('申请人').fill('长江小区');
  await dialog.getByLabel('地址').fill('长江路 5 号');
  await dialog.getByLabel('责任区').selectOption('淇滨');
  await dialog.getByLabel('责任部门').fill('安装工程公司');
  await dialog.getByLabel('班组').selectOption('抢修一班');
  await dialog.getByLabel('逐户核对').fill('101，1 单元 101，王芳\n102，1 单元 102');
  await dialog.getByRole('button', { name: '受理' }).click();
  await expect(page.getByRole('article')).toContainText('已核对 0 / 2 户');
  await expect(page.getByRole('article')).toContainText('抢修一班');
});
