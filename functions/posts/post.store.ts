import { createWriteTransaction, type EntityItem, Service } from 'electrodb';
import { defined } from '#runtime/defined.ts';
import { inTable } from '#runtime/table.ts';
import { type Write, writesOf } from '#runtime/transaction.ts';
import type { PostState } from '#shared/publishing/states.ts';
import type { Target } from '#shared/publishing/target.ts';
import { body } from './body.entity.ts';
import { post } from './post.entity.ts';
import { DUE_SHARDS, target } from './target.entity.ts';

/** Optional fields may be given as undefined, which clears them. */
type Clearable<T> = { [K in keyof T as object extends Pick<T, K> ? never : K]: T[K] } & {
  [K in keyof T as object extends Pick<T, K> ? K : never]?: T[K] | undefined;
};

export type PostHeader = Clearable<EntityItem<typeof post>>;
export type PostBody = EntityItem<typeof body>;
/** A post with everything that belongs to it. */
export type WholePost = { header: PostHeader; body: PostBody; targets: Target[] };

const posts = new Service({ post, body, target }, inTable);

/**
 * One post with its text and targets, in one read. Undefined when it is missing or another tenant's. Who decides on it
 * reads consistently; who only shows it reads for half the price.
 */
export async function wholePost(
  clientId: string,
  postId: string,
  { consistent = true } = {},
): Promise<WholePost | undefined> {
  const { data } = await posts.collections.whole({ clientId, postId }).go({ consistent });
  const [header] = data.post;
  const [text] = data.body;
  return header && text ? { header, body: text, targets: data.target.map(asTarget) } : undefined;
}

/** The texts of some posts. Throws when the table could not give all of them, because a missing one is no answer. */
export async function bodiesOf(clientId: string, postIds: readonly string[]): Promise<PostBody[]> {
  if (postIds.length === 0) return [];
  const { data, unprocessed } = await body.get(postIds.map((postId) => ({ clientId, postId }))).go();
  if (unprocessed.length > 0) throw new Error('The table was too busy to give every text');
  return data;
}

/** One target as it stands now. */
export async function targetOf(clientId: string, postId: string, targetId: string): Promise<Target | undefined> {
  const { data } = await target.get({ clientId, postId, targetId }).go({ consistent: true });
  return data ? asTarget(data) : undefined;
}

type PageOptions = { limit: number; cursor: string | null };

/** Which of a client's posts go out between two instants (inclusive, exclusive), earliest first. */
export async function postsByTime(clientId: string, from: number, to: number, options: PageOptions) {
  const { data, cursor } = await post.query
    .byTime({ calendarOf: clientId })
    .between({ publishAt: from }, { publishAt: to - 1 })
    .go(options);
  return { items: data, cursor };
}

/** Which of a client's posts are in a state, last changed first. */
export async function postsByState(clientId: string, state: PostState, options: PageOptions) {
  const { data, cursor } = await post.query.byState({ clientId, state }).go({ order: 'desc', ...options });
  return { items: data, cursor };
}

/** Which targets of one shard should have been looked at by `until`; their current items. */
export async function overdueTargets(shard: string, until: number, limit: number): Promise<Target[]> {
  const { data } = await target.query.byDue({ shard }).lt({ checkAt: until }).go({ hydrate: true, limit });
  return data.map(asTarget);
}

export const dueShards = Array.from({ length: DUE_SHARDS }, (_, shard) => shard.toString(36));

const shardOf = (targetId: string) => dueShards[Number.parseInt(targetId.slice(-4), 36) % DUE_SHARDS] ?? '0';

/** Fields that the core cleared are left out; so is the due index for a target that nobody has to look at. */
const stored = (next: Target): EntityItem<typeof target> =>
  defined({ ...next, shard: next.checkAt === undefined ? undefined : shardOf(next.targetId) });

const asTarget = ({ shard: _, ...stored }: EntityItem<typeof target>): Target => stored;

/** Writes a target under the condition that it still has the version before; `isNew` demands that there is none. */
export const targetWrite = (next: Target, isNew = false): Write[] =>
  writesOf(
    createWriteTransaction({ target }, (entities) => [
      isNew
        ? entities.target.create(stored(next)).commit()
        : entities.target
            .put(stored(next))
            .where(({ version }, { eq }) => eq(version, next.version - 1))
            .commit(),
    ]),
  );

/** Writes a header under the condition that it still has the version before; `isNew` demands that there is none. */
export function headerWrite(next: PostHeader, isNew = false): Write[] {
  const row = defined({ ...next, calendarOf: next.publishAt === undefined ? undefined : next.clientId });
  return writesOf(
    createWriteTransaction({ post }, (entities) => [
      isNew
        ? entities.post.create(row).commit()
        : entities.post
            .put(row)
            .where(({ version }, { eq }) => eq(version, next.version - 1))
            .commit(),
    ]),
  );
}

export const bodyWrite = (next: PostBody): Write[] =>
  writesOf(createWriteTransaction({ body }, (entities) => [entities.body.put(next).commit()]));

export const targetRemoval = ({ clientId, postId, targetId, version }: Target): Write[] =>
  writesOf(
    createWriteTransaction({ target }, (entities) => [
      entities.target
        .remove({ clientId, postId, targetId })
        .where((fields, { eq }) => eq(fields.version, version))
        .commit(),
    ]),
  );

export const postRemoval = ({ header: { clientId, postId, version } }: WholePost): Write[] =>
  writesOf(
    createWriteTransaction({ post, body }, (entities) => [
      entities.post
        .remove({ clientId, postId })
        .where((fields, { eq }) => eq(fields.version, version))
        .commit(),
      entities.body.remove({ clientId, postId }).commit(),
    ]),
  );
