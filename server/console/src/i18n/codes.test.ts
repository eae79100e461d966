import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { has, LANGS, speak } from './texts.svelte';

interface Document {
  components: { schemas: Record<string, { enum?: string[] }> };
}

const file = fileURLToPath(new URL('../../openapi.json', import.meta.url));
const { schemas } = (JSON.parse(readFileSync(file, 'utf8')) as Document).components;

/** Every enum that the page shows, and the key of a value's word. */
const SHOWN: [schema: string, key: (code: string) => string][] = [
  ['OrderKind', (code) => `order_kind.${code}`],
  ['OrderKind', (code) => `new_order.${code}`],
  ['OrderStage', (code) => `stage.${code}`],
  ['Milestone', (code) => `milestone.${code}`],
  ['ClockKind', (code) => `deadline.${code}`],
  ['ClockKind', (code) => `clock.left.${code}`],
  ['JobKind', (code) => `job_kind.${code}`],
  ['JobStage', (code) => `job_stage.${code}`],
  ['JobMilestone', (code) => `job_stage.${code}`],
  ['BudgetStanding', (code) => `jobs.standing.${code}`],
  ['HouseholdGap', (code) => `household_gap.${code}`],
  ['RepairResult', (code) => `result.${code}`],
  ['CoverKind', (code) => `cover_kind.${code}`],
  ['CoverOwner', (code) => `cover_owner.${code}`],
  ['CoverCondition', (code) => `cover_condition.${code}`],
  ['BarrierKind', (code) => `barrier.${code}`],
  ['CheckCode', (code) => `check_name.${code}`],
  ['MethodUsed', (code) => `estimate_method.${code}`],
  ['Decision', (code) => `decide.${code}`],
  ['Decision', (code) => `decide.${code}.means`],
  ['ClockQuality', (code) => `time_quality.${code}`],
  ['RefusalAction', (code) => `refusal_action.${code}`],
  ['Role', (code) => `role.${code}`],
  ['Role', (code) => `accounts.${code}_means`],
  ['WorkerRole', (code) => `worker_role.${code}`],
  ['Basis', (code) => `basis.${code}`],
  ['CaseSource', (code) => `case_source.${code}`],
  ['CaseStage', (code) => `case_stage.${code}`],
  ['HallDocument', (code) => `hall_document.${code}`],
  ['TimeQuality', (code) => `conduct.time_${code}`],
  ['ImportKind', (code) => `import.${code}`],
  ['ImportKind', (code) => `import.${code}.columns`],
];

afterEach(() => speak('zh'));

describe.each(LANGS)('every code of the API has its word (%s)', (lang) => {
  it.each(SHOWN)('%s', (schema, key) => {
    speak(lang);
    const codes = schemas[schema]?.enum ?? [];
    expect(codes.length).toBeGreaterThan(1);
    expect(codes.map(key).filter((name) => !has(name))).toEqual([]);
  });
});
