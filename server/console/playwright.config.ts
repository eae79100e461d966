import { defineConfig } from '@playwright/test';
import { browser, mock, url } from './e2e/browser';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  reporter: [['list']],
  use: {
    locale: 'zh-CN',
    // Not the utility's: dates must not follow the browser's zone.
    timezoneId: 'America/New_York',
    launchOptions: browser(),
  },
  projects: [
    // The mock's night is fixed, so that every word can be checked, and lost connections can be had.
    { name: 'mock', testMatch: '*.spec.ts', testIgnore: 'real/**', use: { baseURL: url } },
    // The server as it is built, with a store of its own.
    { name: 'server', testMatch: 'real/*.spec.ts' },
  ],
  ...mock,
});
