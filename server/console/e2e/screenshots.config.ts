import { defineConfig } from '@playwright/test';
import { browser, mock, url } from './browser';

export default defineConfig({
  testDir: '.',
  testMatch: 'screenshots.ts',
  outputDir: '../test-results',
  workers: 1,
  reporter: [['line']],
  use: { baseURL: url, timezoneId: 'Asia/Shanghai', launchOptions: browser() },
  ...mock,
  ...('webServer' in mock ? { webServer: { ...mock.webServer, cwd: '..' } } : {}),
});
