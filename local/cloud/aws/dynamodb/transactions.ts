import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type JsonRequest, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import { consumed, readUnits } from './capacity.ts';
import { awsErrorOf, type Item, rules, run, type Validated, validate } from './engine.ts';
import { attempt, currentItem } from './item-operations.ts';
import { itemBytes } from './item-size.ts';
import { consumedBy, enter, type Operations } from './requests.ts';
import type { Draft, Store } from './store.ts';
import type { Tables } from './tables.ts';
import { openTokens } from './tokens.ts';

const actions = { Put: 'putItem', Update: 'updateItem', Delete: 'deleteItem', ConditionCheck: 'deleteItem' } as const;
type Kind = keyof typeof actions;

const fields = z.record(z.string(), z.unknown());
const entry = z.optional(fields);
const common = { ReturnConsumedCapacity: z.optional(z.enum(['INDEXES', 'TOTAL', 'NONE'])) };
const writeInput = z.strictObject({
  ...common,
  TransactItems: z
    .array(z.strictObject({ Put: entry, Update: entry, Delete: entry, ConditionCheck: entry }))
    .check(z.minLength(1), z.maxLength(100)),
  ClientRequestToken: z.optional(z.string().check(z.minLength(1), z.maxLength(36))),
  ReturnItemCollectionMetrics: z.optional(z.literal('NONE')),
});
const getInput = z.strictObject({
  ...common,
  TransactItems: z.array(z.strictObject({ Get: fields })).check(z.minLength(1), z.maxLength(100)),
});

type Step = { kind: Kind; data: Validated };
type Reason = { Code: string; Message?: string; Item?: Item };

const MAX_TOTAL_BYTES = 4 * 1024 * 1024;

/** TransactWriteItems and TransactGetItems: everything or nothing, with a reason for each item. */
export function transactionOperations(ground: Ground, store: Store, tables: Tables): Operations {
  const tokens = openTokens(ground);

  const readSteps = (items: z.infer<typeof writeInput>['TransactItems']): Step[] =>
    items.map((item) => {
      const given = (Object.keys(actions) as Kind[]).filter((kind) => item[kind] !== undefined);
      const kind = given[0];
      if (kind === undefined || given.length > 1)
        throw new AwsError('ValidationException', 'TransactItems can only contain one of Check, Put, Update or Delete');
      const data = validate(actions[kind], item[kind] ?? {}, store.draft());
      if (kind === 'ConditionCheck' && data.ConditionExpression === undefined)
        throw new AwsError('ValidationException', 'The ConditionExpression parameter must be specified');
      return { kind, data };
    });

  const write = async (request: JsonRequest) => {
    const input = readInput(writeInput, request.input);
    const digest = createHash('sha256').update(JSON.stringify(input.TransactItems)).digest('hex');
    const steps = readSteps(input.TransactItems);
    for (const { kind, data } of steps) await enter(request, tables, `${kind}Item`, data);
    refuseDuplicates(tables, steps);
    const asked = steps.map(({ data }) => data);
    const answer = (ConsumedCapacity: object[]) => (ConsumedCapacity.length > 0 ? { ConsumedCapacity } : {});

    return store.exclusive(async () => {
      // A repetition reads what the first call wrote, and costs that.
      if (tokens.isRepeat(input.ClientRequestToken, digest))
        return answer(consumedByReads(asked, input.ReturnConsumedCapacity));
      refuseOversize(asked.map((data) => data.Item ?? currentItem(store, tables, data)));
      const draft = store.draft();
      const reasons: Reason[] = [];
      for (const step of steps) reasons.push(await reasonOf(step, draft));
      if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
      const written = store.rows.atomically(() => {
        tokens.remember(input.ClientRequestToken, digest);
        return draft.commit();
      });
      const checked = steps.filter(({ kind }) => kind === 'ConditionCheck').map(({ data }) => unchanged(data));
      return answer(consumedBy([...written, ...checked], input.ReturnConsumedCapacity, true));
    });
  };

  const reasonOf = async (step: Step, draft: Draft): Promise<Reason> => {
    try {
      if (step.kind === 'ConditionCheck') check(step.data);
      else await attempt(actions[step.kind], step.data, draft, store, tables);
      return { Code: 'None' };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (error.name === 'ValidationException') return { Code: 'ValidationError', Message: error.message };
      if (error.name !== 'ConditionalCheckFailedException') throw error;
      const old = step.data.wantsOld ? currentItem(store, tables, step.data) : undefined;
      return { Code: 'ConditionalCheckFailed', Message: error.message, ...(old === undefined ? {} : { Item: old }) };
    }
  };

  const check = (data: Validated) => {
    const invalid = rules.validateKey(data.Key ?? {}, tables.get(data.TableName).description);
    const failed = invalid ?? rules.checkConditional(data, currentItem(store, tables, data));
    if (failed) throw awsErrorOf(failed);
  };

  const unchanged = (data: Validated) => {
    const item = currentItem(store, tables, data);
    return { table: tables.get(data.TableName), before: item, after: item };
  };

  const consumedByReads = (reads: readonly Validated[], wanted: unknown): object[] =>
    [...Map.groupBy(reads, ({ TableName }) => TableName)].flatMap(([name, ofTable]) => {
      const units = ofTable.map((data) => {
        const item = currentItem(store, tables, data);
        return { table: readUnits(item ? itemBytes(item) : 0, 'transaction'), indexes: {} };
      });
      return consumed(name, wanted, units) ?? [];
    });

  const get = async (request: JsonRequest) => {
    const input = readInput(getInput, request.input);
    const reads = input.TransactItems.map(({ Get }) => validate('getItem', Get, store.draft()));
    for (const data of reads) await enter(request, tables, 'GetItem', data);
    return store.exclusive(async () => {
      const draft = store.draft();
      const Responses: object[] = [];
      for (const data of reads) {
        const { Item: item } = await run('getItem', data, draft);
        Responses.push(item === undefined ? {} : { Item: item });
      }
      refuseOversize(reads.map((data) => currentItem(store, tables, data)));
      const ConsumedCapacity = consumedByReads(reads, input.ReturnConsumedCapacity);
      return { Responses, ...(ConsumedCapacity.length > 0 && { ConsumedCapacity }) };
    });
  };

  return { TransactWriteItems: write, TransactGetItems: get };
}

function cancelled(reasons: Reason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new AwsError('TransactionCanceledException', message, 400, { CancellationReasons: reasons });
}

function refuseOversize(items: (Item | undefined)[]): void {
  if (items.reduce((sum, item) => sum + (item ? itemBytes(item) : 0), 0) > MAX_TOTAL_BYTES)
    throw new AwsError('ValidationException', 'The aggregate size of the items in the transaction exceeded 4 MB');
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
