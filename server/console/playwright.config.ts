import { defineConfig } from '@playwright/test';
import { browser, mock, real, url } from './e2e/browser';

export default defineConfig({
  testDir: 'e2e',
  // The mock's night is fixed, so that every word can be checked; a real server is asked what it can promise.
  testMatch: real ? 'real/*.spec.ts' : '*.spec.ts',
  testIgnore: real ? [] : 'real/**',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  reporter: [['list']],
  use: {
    baseURL: url,
    locale: 'zh-CN',
    // Not the utility's: dates must not follow the browser's zone.
    timezoneId: 'America/New_York',
    launchOptions: browser(),
  },
  ...mock,
});
