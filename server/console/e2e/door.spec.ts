import { expect, test } from '@playwright/test';
import { begin, lever } from './mock/levers';
import { signIn } from './steps';

test.beforeEach(begin);

test('a wrong password gets a sentence, the right one the page', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('用户名').fill('lin');
  await page.getByLabel('密码').fill('wrong');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).not.toBeEmpty();
  await signIn(page);
  await expect(page.getByRole('heading', { name: '未结工单' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: '未结工单' })).toBeVisible();
});

test('the one-time link makes the first administrator, and a used one says so', async ({ page }) => {
  await page.goto('/#/setup/used');
  await page.getByLabel('用户名').fill('lin');
  await page.getByLabel('密码', { exact: true }).fill('a long password');
  await page.getByLabel('再输入一次密码').fill('another password');
  await expect(page.getByRole('alert')).toContainText('不一样');
  await page.getByLabel('再输入一次密码').fill('a long password');
  await page.getByRole('button', { name: '建立账号并登录' }).click();
  await expect(page.getByRole('alert')).toContainText('setup.link_used');
  await page.goto('/#/setup/first');
  await page.getByLabel('用户名').fill('lin');
  await page.getByLabel('密码', { exact: true }).fill('a long password');
  await page.getByLabel('再输入一次密码').fill('a long password');
  await page.getByRole('button', { name: '建立账号并登录' }).click();
  await expect(page.getByRole('navigation')).toBeVisible();
});

test('signing out leaves nothing on the page', async ({ page }) => {
  await signIn(page);
  await expect(page.getByText('黄河路与兴鹤大街口').first()).toBeVisible();
  await page.getByRole('button', { name: '退出' }).click();
  await expect(page.getByRole('button', { name: '登录' })).toBeVisible();
  await expect(page.getByText('黄河路与兴鹤大街口')).toHaveCount(0);
});

test('a session that ended elsewhere asks to sign in again, and says why', async ({ page, context }) => {
  await signIn(page);
  await expect(page.getByText('黄河路与兴鹤大街口').first()).toBeVisible();
  await context.clearCookies();
  await lever('burst');
  await expect(page.getByText('登录已失效')).toBeVisible();
});

test('the language is switched and remembered', async ({ page }) => {
  await signIn(page);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Open orders' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Open orders' })).toBeVisible();
});
