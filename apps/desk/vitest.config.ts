import { defineConfig } from 'vitest/config';

/** Plain modules only: what needs a page is tested in tests/browser with a real one. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    environment: 'node',
  },
});
