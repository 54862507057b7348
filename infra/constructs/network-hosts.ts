import { hostVariable } from '../../functions/runtime/env-names.ts';
import { platforms } from '../../shared/platforms/platform.ts';
import type { AppFunction } from './app-function.ts';
import { ProductStack } from './product-stack.ts';

/** Tells a function where the networks are. Which tokens it can use there is another grant. */
export const callsNetworks = (fn: AppFunction): void => {
  const { networks } = ProductStack.of(fn).config;
  for (const platform of platforms)
    for (const [host, url] of Object.entries(networks[platform] ?? {}))
      fn.environment(hostVariable(platform, host), url);
};
