import { noticesOnRest } from '../notifications/message.ts';
import { rollUpOnChange } from '../posts/roll-up.ts';
import { markOnPublication } from '../social/publication.ts';
import type { FeedSubscription } from './subscription.ts';

/** Everybody who hears of changes. The feed sends to them, and is allowed to, because they stand here. */
export const subscribers: readonly FeedSubscription[] = [rollUpOnChange, noticesOnRest, markOnPublication];
