import * as auth from './auth/feature.ts';
import * as calendar from './calendar/feature.ts';
import * as clients from './clients/feature.ts';
import * as core from './contract/core.ts';
import * as deadLetters from './dead-letters/feature.ts';
import * as media from './media/feature.ts';
import * as payments from './payments/feature.ts';
import * as posts from './posts/feature.ts';
import * as social from './social/feature.ts';

/** Every feature with an address in the API, by the name of its folder. One that is not named here does not exist. */
export const features = {
  auth,
  calendar,
  clients,
  'dead-letters': deadLetters,
  media,
  payments,
  posts,
  social,
} as const;

/** What they say, and what every request has. */
export const everyPart = { core, ...features } as const;
