import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['dist/', 'screenshots/', 'test-results/', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ['e2e/**', 'scripts/**', '*.config.*', '**/*.test.ts'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      // Only the live clock may read the machine's clock; everything else shows the server's time.
      'no-restricted-globals': [
        'error',
        { name: 'Date', message: 'use $/live/clock for now and $/i18n/dates to show' },
      ],
    },
  },
  {
    files: ['src/live/clock.svelte.ts', 'src/i18n/dates.ts', 'e2e/**', '**/*.test.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
);
