import type { Starter } from '../contract.ts';
import { guests } from './guests.ts';
import { shops } from './shops.ts';

/** What the platform offers to copy. A `starterId` never changes. */
export const starters: readonly Starter[] = [...guests, ...shops];
