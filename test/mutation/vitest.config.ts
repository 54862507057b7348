import { defineConfig } from 'vitest/config';

/** Only the unit tests of the core: they say what broke, and a mutant is judged in a moment. */
export default defineConfig({
  test: { include: ['test/mutation/core.ts'], environment: 'node', testTimeout: 30_000 },
});
