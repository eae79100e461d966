import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
// Where `npm run dev` finds the server: a running one, or the mock of the end-to-end tests.
const server = process.env.CURBSTOP_URL ?? 'http://127.0.0.1:8787';

export default defineConfig({
  plugins: [svelte()],
  resolve: {
    alias: {
      // The words that people read live once, for all programs of the workspace.
      $texts: `${workspace}texts`,
      $: fileURLToPath(new URL('./src', import.meta.url)),
    },
  },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/v1': server }, fs: { allow: ['.', `${workspace}texts`] } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
