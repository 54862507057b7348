import { createId, type IdKind } from '#shared/contract/id.ts';
import { now } from './clock.ts';

/** A fresh id of a kind, time-ordered and unguessable. */
export const newId = (kind: IdKind): string => createId(kind, now(), (bytes) => crypto.getRandomValues(bytes));
