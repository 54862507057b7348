import type { Scene } from '#test/functions/posts/scene.ts';
import type { Backend } from '#test/support/backend.ts';
import type { Person } from '#test/support/people.ts';
import type { SocialWorld } from '#test/support/social.ts';

/** What stands in a path, by its name there. */
export type Ids = Readonly<Record<string, string>>;

/** Something that a path can name. */
export type Thing = {
  /** What it is called in paths; a post is made together with its target. */
  readonly names: readonly string[];
  /** Whose it is: another business must not learn of it; only staff ask for it; or it belongs to nobody. */
  readonly owner: 'business' | 'platform' | 'nobody';
  /** Makes a fresh one of the business of `scene`, so that one request cannot spoil the next. */
  make(scene: Scene, backend: Backend): Promise<Ids>;
};

/** One request that does something: whose, about what, and the same key's other request. */
export type Deed = {
  by: { token: string };
  ids?: Ids;
  body?: unknown;
  other: { ids?: Ids; body?: unknown };
  /** Audit rows of the deed done once. @default 1 */
  rows?: number;
  /** What stores the outcome. @default the transaction that does the deed */
  commit?: 'PutItemCommand';
};
export type Ground = { readonly world: SocialWorld; readonly cafe: Scene; readonly owner: Person };

/**
 * What a feature's own folder says so that its routes are asked by everybody, fuzzed, and repeated after a lost answer
 * (`test/functions/<feature>/matrix-cast.ts`, found by its name). Everything else follows from the contract.
 */
export type Part = {
  readonly things?: readonly Thing[];
  /** Bodies by the route's name, where one made from the schema makes no sense to the handler: ids of real things. */
  readonly bodies?: Readonly<Record<string, () => unknown>>;
  /** Deeds by the route's name, where one made from things and schema makes no sense: a post must be scheduled first. */
  readonly deeds?: (ground: Ground) => Readonly<Record<string, () => Promise<Deed>>>;
  /** Routes with rules between two fields, which a schema of one cannot say. */
  readonly rulesBetweenFields?: readonly string[];
};
