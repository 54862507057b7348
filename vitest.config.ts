import { defineConfig } from 'vitest/config';

/** One project per layer, so that a quick check runs only the layers without servers and browsers. */
const layer = (
  name: string,
  options: {
    environment?: 'node' | 'jsdom';
    seconds?: number;
    alone?: boolean;
    setup?: string;
    once?: string;
    folder?: string;
  } = {},
) => ({
  extends: true as const,
  test: {
    name,
    include: [`${options.folder ?? `test/${name}`}/**/*.test.{ts,tsx}`],
    environment: options.environment ?? ('node' as const),
    testTimeout: (options.seconds ?? 10) * 1000,
    hookTimeout: (options.seconds ?? 10) * 2000,
    // The local cloud strips types of one file itself; Node would remark on it in every run.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    fileParallelism: options.alone !== true,
    // Libraries are loaded and templates synthesised once per process and not once per file. Where the code of the
    // product remembers something, the layer's setup gives each file modules of its own.
    isolate: options.alone === true,
    setupFiles: options.setup ?? [],
    globalSetup: options.once ?? [],
  },
});

export default defineConfig({
  test: {
    allowOnly: false,
    projects: [
      layer('shared'),
      layer('simulation', { seconds: 30 }),
      layer('functions', { setup: 'test/support/functions-setup.ts' }),
      layer('infra', { seconds: 60 }),
      layer('web', { environment: 'jsdom', setup: 'test/support/fresh-modules.ts' }),
      layer('architecture', { seconds: 30 }),
      layer('local', { seconds: 30, setup: 'test/support/fresh-modules.ts' }),
      layer('cloud', { seconds: 30, setup: 'local/cloud/test/fresh-modules.ts', folder: 'local/cloud/test' }),
      layer('journeys', { seconds: 180, alone: true, once: 'test/support/shared-cloud.ts' }),
    ],
  },
});
