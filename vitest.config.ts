import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const resolve = { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } };
const exclude = ['**/node_modules/**', 'dist/**', '.next/**'];

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['{app,components,lib,server,bench}/**/*.test.{ts,tsx}'],
          exclude: [...exclude, 'server/testing/**'],
        },
      },
      {
        resolve,
        test: {
          name: 'protocol',
          include: ['server/testing/**/*.test.ts'],
          exclude,
          // Real servers and real clients, a few of them in each file.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
