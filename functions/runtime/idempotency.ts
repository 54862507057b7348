import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  IdempotencyInconsistentStateError,
  IdempotencyValidationError,
  makeIdempotent,
} from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { Context } from 'aws-lambda';
import { Problem } from '#shared/contract/problem.ts';
import { env } from './env.ts';
import { dynamo, SERVICE } from './table.ts';
import { tableKeys } from './table-keys.ts';

/** A finished answer, kept for a day so that the same POST gets the same answer. */
export type Kept = { status: number; body: string };

const KEPT_SECONDS = 24 * 60 * 60;
const LONGEST_KEY = 255;
/** Below it packing saves no write unit worth its time. */
const PACKED_FROM_BYTES = 2048;

type Stored = { status: number; body: string | Uint8Array };

/** An answer repeats its post's text: packed, a long Arabic one costs two write units instead of five. */
const packed = ({ status, body }: Kept): Stored =>
  Buffer.byteLength(body) < PACKED_FROM_BYTES ? { status, body } : { status, body: deflateRawSync(body) };

const unpacked = ({ status, body }: Stored): Kept => ({
  status,
  body: typeof body === 'string' ? body : inflateRawSync(body).toString(),
});

/**
 * Runs `work` once per key and owner; the same key again within a day gets the kept answer, the same key with
 * another request is refused. `owner` is the tenant (or the staff member), so that keys never meet across tenants.
 */
export async function once(
  { key, owner, request }: { key: string | undefined; owner: string; request: unknown },
  context: Context,
  work: () => Promise<Kept>,
): Promise<Kept> {
  if (!key || key.length > LONGEST_KEY) throw new Problem('idempotency.key_missing');
  const config = new IdempotencyConfig({
    eventKeyJmesPath: 'key',
    payloadValidationJmesPath: 'request',
    expiresAfterSeconds: KEPT_SECONDS,
    throwOnNoIdempotencyKey: true,
  });
  config.registerLambdaContext(context);
  // Hashed, because a key is text of the caller's and may hold anything.
  const record = { key: createHash('sha256').update(key).digest('hex'), request: JSON.stringify(request) };
  try {
    const run = async (_: typeof record) => packed(await work());
    return unpacked(await makeIdempotent(run, { persistenceStore: storeOf(owner), config })(record));
  } catch (error) {
    if (error instanceof IdempotencyValidationError) throw new Problem('idempotency.key_reused', { cause: error });
    if (error instanceof IdempotencyAlreadyInProgressError || error instanceof IdempotencyInconsistentStateError)
      throw new Problem('idempotency.in_progress', { retryAfterSeconds: 2, cause: error });
    // Powertools wraps what the work threw when removing its own record failed; the caller must see the original.
    if (error instanceof Error && error.cause instanceof Problem) throw error.cause;
    throw error;
  }
}

const storeOf = (owner: string) =>
  new DynamoDBPersistenceLayer({
    tableName: env('table'),
    awsSdkV3Client: dynamo,
    keyAttr: tableKeys.primary.partition,
    sortKeyAttr: tableKeys.primary.sort,
    staticPkValue: `$${SERVICE}#owner_${owner}#idempotency`,
    expiryAttr: tableKeys.ttl,
  });
