import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const resolve = { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } };
const exclude = ['**/node_modules/**', 'dist/**', '.next/**'];

export default defineConfig({
  test: {
    // On two processors there would be one: but the tests of servers spend half of their time waiting.
    maxWorkers: Math.max(2, availableParallelism() - 1),
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
          globalSetup: 'server/testing/built-warren.ts',
          // Real servers and real clients, a few of them in each file.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
