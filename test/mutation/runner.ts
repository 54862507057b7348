import { strykerPlugins as plugins, strykerValidationSchema } from '@stryker-mutator/vitest-runner';

export { strykerValidationSchema };

type Factory = Extract<(typeof plugins)[number]['factory'], { inject: unknown }>;
type Runner = ReturnType<Factory>;

/**
 * Stryker's runner for Vitest, except that every mutant meets all tests. That runner picks them by name, and joins the
 * parts of a name with a blank where Vitest 5 has ` > `: no test would run, and every mutant would seem to survive.
 */
const withAllTests = (runner: Runner): Runner => ({
  capabilities: () => runner.capabilities(),
  init: async () => runner.init?.(),
  dryRun: (options) => runner.dryRun(options),
  mutantRun: ({ testFilter: _, ...options }) => runner.mutantRun(options),
  dispose: async () => runner.dispose?.(),
});

export const strykerPlugins = plugins.map((plugin) => {
  const factory = plugin.factory as Factory;
  const create = (...services: Parameters<Factory>) => withAllTests(factory(...services));
  return { ...plugin, name: 'vitest-all-tests', factory: Object.assign(create, { inject: factory.inject }) };
});
