import { defineConfig } from 'vitest/config';

/** One project per layer, so that a quick check runs only the layers without servers and browsers. */
const layer = (name: string, options: { environment?: 'node' | 'jsdom'; seconds?: number; alone?: boolean } = {}) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    environment: options.environment ?? ('node' as const),
    testTimeout: (options.seconds ?? 10) * 1000,
    hookTimeout: (options.seconds ?? 10) * 2000,
    fileParallelism: options.alone !== true,
  },
});

export default defineConfig({
  test: {
    allowOnly: false,
    projects: [
      layer('shared'),
      layer('functions'),
      layer('infra', { seconds: 60 }),
      layer('web', { environment: 'jsdom' }),
      layer('architecture', { seconds: 30 }),
      layer('local', { seconds: 30 }),
      layer('journeys', { seconds: 180, alone: true }),
    ],
  },
});
