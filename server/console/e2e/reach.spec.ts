import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { begin } from './mock/levers';
import { signIn } from './steps';

// Whoever uses it, on whatever screen: rules of WCAG 2.2 AA, contrast 7 : 1, nothing wider than the screen, keys only.
const PLACES = ['/#/', '/#/orders', '/#/orders/W-1038', '/#/jobs/B-31', '/#/devices', '/#/import'];

test.beforeEach(begin);

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 390]) {
    test(`every page, ${colorScheme}, ${width} wide`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({
        colorScheme,
        locale: 'zh-CN',
        viewport: { width, height: 844 },
        ...(baseURL ? { baseURL } : {}),
      });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('401')) problems.push(message.text());
      });
      page.on('pageerror', (error) => problems.push(String(error)));
      await signIn(page);
      for (const place of PLACES) {
        await page.goto(place);
        await expect(page.getByText('正在读取…')).toHaveCount(0);
        const found = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
          .options({ rules: { 'color-contrast-enhanced': { enabled: true } } })
          .analyze();
        const said = found.violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`,
        );
        expect(said, place).toEqual([]);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wider, `${place} is wider than the screen`).toBeLessThanOrEqual(0);
      }
      expect(problems).toEqual([]);
      await context.close();
    });
  }
}

test('everything can be done with keys', async ({ page }) => {
  await signIn(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeFocused();
  await page.keyboard.press('Enter');
  const dispatch = page
    .getByRole('article')
    .filter({ hasText: 'W-1051' })
    .getByRole('button', { name: '派单' });
  for (let n = 0; n < 30 && !(await dispatch.evaluate((node) => node === document.activeElement)); n += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(dispatch).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(dispatch).toBeFocused();
});
