import { expect, test } from '@playwright/test';
import { begin, lever } from './mock/levers';
import { signIn } from './steps';

test.beforeEach(async ({ page }) => {
  await begin();
  await signIn(page);
  await page.getByRole('link', { name: '考核' }).click();
});

test('a finding shows clause, evidence with times and range, is taken up, confirmed and set', async ({
  page,
}) => {
  const findings = page.getByRole('region', { name: '待处理的考核事项' });
  const late = findings.getByRole('listitem').filter({ hasText: 'W-1043' }).first();
  await expect(late).toContainText('第 5.4 条 · 未按时到场');
  await expect(late).toContainText('部门 100 元 至 1,000 元');
  await expect(late).toContainText('到场 · 赵强');
  await expect(findings.getByRole('listitem').filter({ hasText: 'W-1038' }).first()).toContainText(
    '需要核实',
  );
  await late.getByRole('button', { name: '立案' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('当事人')).toHaveValue('k1');
  await dialog.getByLabel('情况说明').fill('路上堵车');
  await dialog.getByRole('button', { name: '立案' }).click();
  await expect(late).toHaveCount(0);

  const taken = page
    .getByRole('region', { name: '在办事项' })
    .getByRole('listitem')
    .filter({
      has: page.getByRole('article'),
      hasText: '路上堵车',
    });
  const go = async (step: string, words: string) => {
    await taken.getByRole('button', { name: '办理' }).click();
    await dialog.getByLabel(step).check();
    await dialog.getByLabel('理由').fill(words);
  };
  await go('属实，确认', '定位为证');
  await dialog.getByRole('button', { name: '确定' }).click();
  await expect(taken).toContainText('已确认');
  await go('确定金额', '首次');
  await dialog.getByLabel('部门金额（元）').fill('200');
  await dialog.getByRole('button', { name: '确定' }).click();
  await expect(taken).toHaveCount(0);
  const ledger = page.getByRole('region', { name: '月度台账' });
  await expect(ledger.getByRole('row').filter({ hasText: '第 5.4 条' })).toContainText('-200 元');
  await expect(ledger.getByRole('link', { name: '导出 CSV' })).toHaveAttribute('href', /ledger\.csv\?month=/);
});

test('a file shows what the person says', async ({ page }) => {
  const file = page.getByRole('region', { name: '档案', exact: true });
  await file.getByLabel('人员或部门').selectOption({ index: 2 });
  await expect(file.getByRole('article').first()).toContainText('本人说明： 当时井里有水，我请用户稍等');
});

test('the hotline enters a complaint and sees nobody’s file', async ({ page }) => {
  await lever('role?is=dispatcher');
  await page.reload();
  await expect(page.getByText('考核由主管处理')).toBeVisible();
  await expect(page.getByRole('region', { name: '在办事项' })).toHaveCount(0);
  await page.getByRole('button', { name: '登记投诉或表扬' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('当事人').selectOption({ index: 1 });
  await dialog.getByLabel('情况说明').fill('态度生硬');
  await dialog.getByRole('button', { name: '登记投诉或表扬' }).click();
  await expect(page.getByText('已登记：K-7')).toBeVisible();
});
