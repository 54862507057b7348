import type { Role } from './role.ts';
import type { Phrase } from './text.ts';

/**
 * Whose data a permission opens: `tenant` needs an actor who belongs to a client and never reaches beyond that client,
 * `platform` is for staff, `self` for anyone signed in.
 */
export type Rule = { readonly scope: 'tenant' | 'platform' | 'self'; readonly roles: readonly Role[] };

/**
 * Something that can be wrong, by its stable dotted code: the HTTP status, and the sentence for the person at the
 * screen, which says what happened and what to do now. `api` is for people who read JSON. @default api the English one
 */
export type ProblemText = Phrase & { readonly status: number; readonly api?: string };

export type Permissions = Readonly<Record<`${string}:${string}`, Rule>>;
/** Prefixes by kind: two letters that no other kind has, and that never change, because they stand in rows. */
export type Ids = Readonly<Record<string, string>>;
export type Problems = Readonly<Record<`${string}.${string}`, ProblemText>>;

/** What a feature says of itself in its `feature.ts`. Plain data: every bundle carries it, so it imports no schema. */
export type Feature = { readonly permissions?: Permissions; readonly ids?: Ids; readonly problems?: Problems };
