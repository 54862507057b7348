import { hash, randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '#shared/contract/problem.ts';
import { now } from './clock.ts';
import { env } from './env.ts';
import { logger } from './logger.ts';
import { document, SERVICE } from './table.ts';
import { tableKeys } from './table-keys.ts';
import { type Write, writeOne } from './transaction.ts';

/** One POST: its key, whose key it is (the tenant, or the staff member), and what is asked, to tell requests apart. */
export type Keyed = { key: string | undefined; owner: string; request: unknown };

/**
 * The row by which a repetition of the same POST finds what was done. `done` is written in the transaction that does
 * the deed: then there is the one exactly when there is the other, whatever answers were lost on the way.
 *
 * @example await transact([...headerWrite(header), ...deed.done(postId)]);
 */
export type Deed<Outcome> = { done(outcome: Outcome): Write[] };

/** For an act that is no POST, and therefore not repeated by key. */
export const withoutKey: Deed<string> = { done: () => [] };

const KEPT_SECONDS = 24 * 60 * 60;
const LONGEST_KEY = 255;
const { partition, sort } = tableKeys.primary;

/** `asked` is the request, hashed. A claim that is being worked on has no outcome yet, and expires with its function. */
type Row = { asked: string; outcome?: string; claim?: string };

/**
 * For a deed that is one transaction: it takes the key with it, and nothing is asked or written beforehand. Whatever
 * goes wrong, the key is looked up before the caller hears of it: if the deed was done, by this or by an earlier
 * request, `find` answers with what it made, as it stands now. Another request under the same key is refused.
 */
export async function joined<T>(
  post: Keyed,
  act: (deed: Deed<string>) => Promise<T>,
  find: (name: string) => Promise<T>,
): Promise<T> {
  const place = placeOf(post);
  const asked = hashed(post.request);
  let joins = false;
  const done = (outcome: string): Write[] => {
    joins = true;
    return [put(place, { asked, outcome }, KEPT_SECONDS, whenFree())];
  };
  try {
    const answer = await act({ done });
    // Nothing was left to do. Under a key of another request that is still a mistake of the caller's.
    const row = joins ? undefined : await rowAt(place);
    if (row) outcomeOf(row, asked);
    return answer;
  } catch (error) {
    const row = await rowAt(place).catch(unknown(error));
    if (!row) throw error;
    return find(outcomeOf(row, asked));
  }
}

/**
 * For a deed with steps outside the table, which must not run twice at the same time: the key is claimed first, for as
 * long as this function may live. A repetition gets the answer once there is one; after the claim was given up or has
 * run out it does the deed again from the beginning, so such a deed must be able to finish what it finds half done.
 * `act` may put its answer into a transaction of its own; if it does not, that is done after it.
 */
export async function claimed<T>(post: Keyed, lifetimeMs: number, act: (deed: Deed<T>) => Promise<T>): Promise<T> {
  const place = placeOf(post);
  const asked = hashed(post.request);
  const claim = randomUUID();
  if (!(await writeOne([put(place, { asked, claim }, Math.ceil(lifetimeMs / 1000), whenFree())]))) {
    const row = await rowAt(place);
    // Ours, when only the answer to our claim was lost.
    if (row?.claim !== claim) return JSON.parse(row ? outcomeOf(row, asked) : stillBusy());
  }
  let joins = false;
  const done = (answer: T): Write[] => {
    joins = true;
    return [put(place, { asked, claim, outcome: JSON.stringify(answer ?? null) }, KEPT_SECONDS, whenOurs(claim))];
  };
  try {
    const answer = await act({ done });
    if (!joins) await writeOne(done(answer)).catch(notKept);
    return answer;
  } catch (error) {
    const row = await rowAt(place).catch(unknown(error));
    if (row?.claim === claim && row.outcome !== undefined) return JSON.parse(row.outcome);
    // Whoever repeats it need not wait. If even that is lost, the claim runs out by itself.
    await writeOne([put(place, { asked, claim }, -1, whenOurs(claim))]).catch(notKept);
    throw error;
  }
}

function outcomeOf({ asked, outcome }: Row, askedNow: string): string {
  if (asked !== askedNow) throw new Problem('idempotency.key_reused');
  return outcome ?? stillBusy();
}

function stillBusy(): never {
  throw new Problem('idempotency.in_progress', { retryAfterSeconds: 2 });
}

/** A refusal would be taken for an answer. As long as nobody knows, it is a failure of ours, and the next try finds out. */
const unknown = (cause: unknown) => (): never => {
  throw new Error('Whether this was done is not known', { cause });
};

const notKept = (error: unknown) =>
  logger.warn('an answer was not kept, or a claim not given up', { error: error instanceof Error ? error : undefined });

const seconds = () => Math.floor(now() / 1000);

/** Rows that have run out stay until DynamoDB gets round to deleting them: to us they are gone. */
const whenFree = () => ({
  ConditionExpression: `attribute_not_exists(${partition}) OR #ttl < :now`,
  ExpressionAttributeNames: { '#ttl': tableKeys.ttl },
  ExpressionAttributeValues: { ':now': seconds() },
});

/** A claim without an outcome: nobody else has taken it over, and nothing was answered under it. */
const whenOurs = (claim: string) => ({
  ConditionExpression: 'claim = :claim AND attribute_not_exists(outcome)',
  ExpressionAttributeValues: { ':claim': claim },
});

const put = (place: object, row: Row, forSeconds: number, condition: object): Write => ({
  Put: { TableName: env('table'), Item: { ...place, ...row, [tableKeys.ttl]: seconds() + forSeconds }, ...condition },
});

async function rowAt(place: Record<string, string>): Promise<Row | undefined> {
  const { Item } = await document.send(new GetCommand({ TableName: env('table'), Key: place, ConsistentRead: true }));
  return Item && Item[tableKeys.ttl] >= seconds() ? (Item as Row) : undefined;
}

function placeOf({ key, owner }: Keyed): Record<string, string> {
  if (!key || key.length > LONGEST_KEY) throw new Problem('idempotency.key_missing');
  return { [partition]: `$${SERVICE}#owner_${owner}#idempotency`, [sort]: hashed(key) };
}

/** A key is text of the caller's and may hold anything; a request may hold what must not be stored. */
const hashed = (value: unknown) => hash('sha256', JSON.stringify(value), 'base64url');
