import { auth } from './auth/contract.ts';
import { calendar } from './calendar/contract.ts';
import { clients } from './clients/contract.ts';
import type { Contract } from './contract/route.ts';
import { deadLetters } from './dead-letters/contract.ts';
import { media } from './media/contract.ts';
import { posts } from './posts/contract.ts';
import { social } from './social/contract.ts';

/** Every contract of the product. A contract that is not listed here does not exist. */
export const contracts: readonly Contract[] = [auth, calendar, clients, deadLetters, media, posts, social];
