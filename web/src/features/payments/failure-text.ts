import type { Phrase } from '../../lib/i18n.ts';
import { failures } from './strings.ts';

const known: Readonly<Record<string, Phrase>> = failures;

/** What a code of the provider's means to the customer, and what to do. */
export const failureText = (code: string): Phrase => known[code] ?? failures.other;
