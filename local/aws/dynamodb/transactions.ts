import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type JsonRequest, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import { awsErrorOf, type Item, rules, run, type Validated, validate } from './engine.ts';
import { currentItem, leadingKeys } from './item-operations.ts';
import type { Draft, Store } from './store.ts';
import type { Tables } from './tables.ts';

const actions = { Put: 'putItem', Update: 'updateItem', Delete: 'deleteItem', ConditionCheck: 'deleteItem' } as const;
const permissions = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};
type Kind = keyof typeof actions;

const entry = z.optional(z.record(z.string(), z.unknown()));
const writeInput = z.object({
  TransactItems: z
    .array(z.object({ Put: entry, Update: entry, Delete: entry, ConditionCheck: entry }))
    .check(z.minLength(1), z.maxLength(100)),
  ClientRequestToken: z.optional(z.string()),
});
const getInput = z.object({
  TransactItems: z.array(z.object({ Get: z.record(z.string(), z.unknown()) })).check(z.minLength(1), z.maxLength(100)),
});

type Step = { kind: Kind; data: Validated; wantsOld: boolean };
type Reason = { Code: string; Message?: string; Item?: Item };

const TOKEN_MS = 10 * 60 * 1000;
const MAX_TOTAL_BYTES = 4 * 1024 * 1024;

/** TransactWriteItems and TransactGetItems: everything or nothing, with a reason for each item. */
export function transactionOperations(ground: Ground, store: Store, tables: Tables, armExpiry: () => void) {
  const tokens = openTokens(ground);

  const readSteps = (input: z.infer<typeof writeInput>): Step[] =>
    input.TransactItems.map((item) => {
      const given = (Object.keys(actions) as Kind[]).filter((kind) => item[kind] !== undefined);
      const kind = given[0];
      if (kind === undefined || given.length > 1)
        throw new AwsError('ValidationException', 'TransactItems can only contain one of Check, Put, Update or Delete');
      const fields = item[kind] ?? {};
      const data = validate(actions[kind], fields, store.draft());
      if (kind === 'ConditionCheck' && data.ConditionExpression === undefined)
        throw new AwsError('ValidationException', 'The ConditionExpression parameter must be specified');
      return { kind, data, wantsOld: fields.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' };
    });

  const write = async (request: JsonRequest) => {
    const input = readInput(writeInput, request.input);
    const steps = readSteps(input);
    for (const { kind, data } of steps)
      await request.enter(`dynamodb:${permissions[kind]}`, tables.arn(data.TableName), leadingKeys(tables, data));
    refuseOversize(request.input);
    refuseDuplicates(tables, steps);

    return store.exclusive(async () => {
      const digest = createHash('sha256').update(JSON.stringify(input.TransactItems)).digest('hex');
      if (tokens.isRepeat(input.ClientRequestToken, digest)) return {};
      const draft = store.draft();
      const reasons: Reason[] = [];
      for (const step of steps) reasons.push(await attempt(step, draft));
      if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
      store.rows.atomically(() => {
        tokens.remember(input.ClientRequestToken, digest);
        draft.commit();
      });
      armExpiry();
      return {};
    });
  };

  const attempt = async (step: Step, draft: Draft): Promise<Reason> => {
    try {
      if (step.kind === 'ConditionCheck') check(step.data);
      else await run(actions[step.kind], step.data, draft);
      return { Code: 'None' };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (error.name === 'ValidationException') return { Code: 'ValidationError', Message: error.message };
      if (error.name !== 'ConditionalCheckFailedException') throw error;
      const old = step.wantsOld ? currentItem(store, tables, step.data) : undefined;
      return { Code: 'ConditionalCheckFailed', Message: error.message, ...(old === undefined ? {} : { Item: old }) };
    }
  };

  const check = (data: Validated) => {
    const invalid = rules.validateKey(data.Key ?? {}, tables.get(data.TableName).description);
    const failed = invalid ?? rules.checkConditional(data, currentItem(store, tables, data));
    if (failed) throw awsErrorOf(failed);
  };

  const get = async (request: JsonRequest) => {
    const input = readInput(getInput, request.input);
    const draft = store.draft();
    const reads = input.TransactItems.map(({ Get }) => validate('getItem', Get, draft));
    for (const data of reads)
      await request.enter('dynamodb:GetItem', tables.arn(data.TableName), leadingKeys(tables, data));
    return store.exclusive(async () => {
      const Responses: object[] = [];
      for (const data of reads) {
        const { Item: item } = await run('getItem', data, draft);
        Responses.push(item === undefined ? {} : { Item: item });
      }
      return { Responses };
    });
  };

  return { TransactWriteItems: write, TransactGetItems: get };
}

function cancelled(reasons: Reason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new AwsError('TransactionCanceledException', message, 400, { CancellationReasons: reasons });
}

function refuseOversize(input: unknown): void {
  if (Buffer.byteLength(JSON.stringify(input)) > MAX_TOTAL_BYTES * 2)
    throw new AwsError('ValidationException', 'Transaction request cannot exceed 4 MB');
}

function refuseDuplicates(tables: Tables, steps: Step[]): void {
  const seen = new Set<string>();
  for (const { data } of steps) {
    const table = tables.get(data.TableName).description;
    const key = data.Item ?? data.Key ?? {};
    // A malformed key becomes that item's own cancellation reason later.
    if (data.Item ? rules.validateItem(key, table) : rules.validateKey(key, table)) continue;
    const id = `${data.TableName} ${rules.createKey(key, table)}`;
    if (seen.has(id))
      throw new AwsError('ValidationException', 'Transaction request cannot include multiple operations on one item');
    seen.add(id);
  }
}

function openTokens({ db, clock }: Ground) {
  db.exec('CREATE TABLE IF NOT EXISTS dynamodb_tokens (token TEXT PRIMARY KEY, digest TEXT, expires INTEGER)');
  const find = db.prepare('SELECT digest FROM dynamodb_tokens WHERE token = ? AND expires > ?');
  const insert = db.prepare('INSERT OR REPLACE INTO dynamodb_tokens VALUES (?, ?, ?)');
  const trim = db.prepare('DELETE FROM dynamodb_tokens WHERE expires <= ?');
  return {
    isRepeat(token: string | undefined, digest: string): boolean {
      const known = token === undefined ? undefined : find.get(token, clock.now());
      if (known === undefined) return false;
      if (known.digest === digest) return true;
      throw new AwsError('IdempotentParameterMismatchException', 'Same token, other parameters');
    },
    remember(token: string | undefined, digest: string): void {
      if (token === undefined) return;
      trim.run(clock.now());
      insert.run(token, digest, clock.now() + TOKEN_MS);
    },
  };
}
