import { envNames } from '../../functions/runtime/env-names.ts';
import type { AppFunction } from './app-function.ts';
import { ProductStack } from './product-stack.ts';

/** Tells a function where Instagram lives. Which tokens it can use there is another grant. */
export const callsInstagram = (fn: AppFunction): void => {
  const { wwwUrl, apiUrl, graphUrl } = ProductStack.of(fn).config.instagram;
  fn.environment(envNames.instagramWwwUrl, wwwUrl);
  fn.environment(envNames.instagramApiUrl, apiUrl);
  fn.environment(envNames.instagramGraphUrl, graphUrl);
};
