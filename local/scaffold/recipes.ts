import { featureRecipe } from './feature.ts';
import { networkRecipe } from './network.ts';
import { queueRecipe } from './queue.ts';
import type { Recipe } from './recipe.ts';
import { webhookRecipe } from './webhook.ts';

/** What `npm run new` can make. */
export const recipes: Readonly<Record<string, Recipe>> = {
  feature: featureRecipe,
  network: networkRecipe,
  queue: queueRecipe,
  webhook: webhookRecipe,
};
