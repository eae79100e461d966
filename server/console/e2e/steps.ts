import type { Page } from '@playwright/test';

/** Who signs in: the mock's only account, or the one that the demo made. */
const NAME = process.env.CURBSTOP_NAME ?? 'lin';
const PASSWORD = process.env.CURBSTOP_PASSWORD ?? 'correct horse';

export async function signIn(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByLabel(/用户名|User name/).fill(NAME);
  await page.getByLabel(/密码|Password/).fill(PASSWORD);
  await page.getByRole('button', { name: /^(登录|Sign in)$/ }).click();
  await page.getByRole('navigation').waitFor();
}
