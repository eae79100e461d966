import { test, type Page } from '@playwright/test';
import { signIn } from './steps';

// Pictures of every page, for eyes: zh and en, light and dark, desk and phone.
const SIZES = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

const PAGES: Record<string, (page: Page) => Promise<void>> = {
  now: (page) => page.goto('/#/').then(() => undefined),
  orders: (page) => page.goto('/#/orders').then(() => undefined),
  order: (page) => page.goto('/#/orders/W-1038').then(() => undefined),
  job: (page) => page.goto('/#/jobs/B-31').then(() => undefined),
  devices: (page) => page.goto('/#/devices').then(() => undefined),
  decide: async (page) => {
    await page.goto('/#/');
    await page
      .getByRole('button', { name: /^(决定|Decide)/ })
      .first()
      .click();
    await page.getByRole('radio').nth(1).check();
  },
  'new-order': async (page) => {
    await page.goto('/#/orders');
    await page.reload();
    await page.getByRole('button', { name: /新建工单|New order/ }).click();
    await page.getByLabel(/^地址|^Address/).fill('淇水大道 90 号');
  },
  enrol: async (page) => {
    await page.goto('/#/devices');
    await page.getByRole('button', { name: /登记新手机|Enrol a phone/ }).click();
    await page.getByRole('dialog').getByRole('checkbox').first().check();
    await page.getByRole('button', { name: /生成登记码|Make/ }).click();
    await page.getByRole('dialog').getByRole('img').waitFor();
  },
  import: (page) => page.goto('/#/import').then(() => undefined),
};

for (const lang of ['zh', 'en'] as const) {
  for (const scheme of ['light', 'dark'] as const) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      test(`${lang} ${scheme} ${size}`, async ({ browser, baseURL }) => {
        const context = await browser.newContext({
          viewport,
          colorScheme: scheme,
          locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
          ...(baseURL ? { baseURL } : {}),
        });
        const page = await context.newPage();
        await page.goto('/');
        await page.getByRole('button').first().waitFor();
        const shot = (name: string, fullPage = true) =>
          page.screenshot({ path: `screenshots/${name}-${lang}-${scheme}-${size}.png`, fullPage });
        await shot('sign-in');
        await signIn(page);
        for (const [name, open] of Object.entries(PAGES)) {
          await open(page);
          await page.waitForLoadState('networkidle').catch(() => undefined);
          await page.waitForTimeout(400);
          await shot(name);
        }
        await context.close();
      });
    }
  }
}
