import { createRequire } from 'node:module';
import { AwsError } from '../service.ts';

/**
 * The parts of dynalite that we build on: its validation, expressions and item actions. They are internals
 * of that package, which is why its version is pinned and why every name we use is written down here.
 * Its storage is replaced by ours (store.ts), so that a write, its index entries and its change record are one commit.
 */

/** An item or key in DynamoDB JSON: attribute name -> `{S: '…'}`, `{N: '1'}`, `{M: {…}}` … */
export type Item = Record<string, Record<string, unknown>>;

export type KeySchema = { AttributeName: string; KeyType: string }[];
export type IndexDescription = {
  IndexName: string;
  KeySchema: KeySchema;
  Projection: { ProjectionType?: string; NonKeyAttributes?: string[] };
};
export type TableDescription = {
  TableName: string;
  TableArn: string;
  KeySchema: KeySchema;
  AttributeDefinitions: { AttributeName: string; AttributeType: string }[];
  GlobalSecondaryIndexes?: IndexDescription[] | undefined;
  LocalSecondaryIndexes?: IndexDescription[] | undefined;
  [more: string]: unknown;
};

export type Callback<T> = (error: unknown, value?: T) => void;
export type Range = { gt?: string; gte?: string; lt?: string; lte?: string; reverse?: boolean; limit?: number };

/** One sorted space of rows, as the engine wants it. Callbacks are called at once, so that an action never waits. */
export type Space = {
  get(key: string, done: Callback<Item | undefined>): void;
  put(key: string, item: Item, done: Callback<void>): void;
  del(key: string, done: Callback<void>): void;
  lock(key: string, task: (release: <F>(done: F) => F) => void): void;
  createValueStream(range: Range): NodeJS.ReadableStream;
};

/** Where the engine's actions read and write. */
export type EngineStore = {
  options: { maxItemSize: number; maxItemSizeKb: number };
  getTable(name: string, checkStatus: boolean | Callback<TableDescription>, done?: Callback<TableDescription>): void;
  getItemDb(table: string): Space;
  getIndexDb(kind: string, table: string, index: string): Space;
};

export type EngineAction =
  | 'getItem'
  | 'putItem'
  | 'updateItem'
  | 'deleteItem'
  | 'query'
  | 'scan'
  | 'batchGetItem'
  | 'batchWriteItem';

/** Input that has passed the engine's validation; parsed expressions are attached to it. */
export type Validated = Record<string, unknown> & { TableName: string; Item?: Item; Key?: Item };
export type Output = Record<string, unknown>;

type Validation = { types: object; custom: object };
type Action = (store: EngineStore, data: Validated, done: Callback<Output>) => void;
type Rules = {
  createKey(keyOrItem: Item, table: TableDescription, schema?: KeySchema): string;
  validateKey(key: Item, table: TableDescription): unknown;
  validateItem(item: Item, table: TableDescription): unknown;
  checkConditional(data: Validated, existing: Item | undefined): unknown;
  createIndexKey(item: Item, table: TableDescription, schema: KeySchema): string;
  updateIndexes(
    store: EngineStore,
    table: TableDescription,
    before: Item | undefined,
    after: Item | null | undefined,
    done: Callback<void>,
  ): void;
};
type Validations = {
  checkTypes(data: object, types: object): Validated;
  checkValidations(data: Validated, types: object, custom: object, store: EngineStore): void;
};

const load = createRequire(import.meta.url);
export const rules: Rules = load('dynalite/db');
const validations: Validations = load('dynalite/validations');

/** Checks and parses an input as the service would. Throws ValidationException or SerializationException. */
export function validate(action: EngineAction | 'createTable', input: object, store: EngineStore): Validated {
  const validation: Validation = load(`dynalite/validations/${action}`);
  try {
    const data = validations.checkTypes(structuredClone(input), validation.types);
    validations.checkValidations(data, validation.types, validation.custom, store);
    return data;
  } catch (error) {
    throw awsErrorOf(error);
  }
}

/** Runs one validated action against a store. */
export function run(action: EngineAction, data: Validated, store: EngineStore): Promise<Output> {
  const act: Action = load(`dynalite/actions/${action}`);
  return new Promise((resolve, reject) => {
    act(store, data, (error, output) => (error ? reject(awsErrorOf(error)) : resolve(output ?? {})));
  });
}

/** Turns the engine's error (`{statusCode, body: {__type, message}}`) into ours. */
export function awsErrorOf(error: unknown): Error {
  if (error instanceof AwsError) return error;
  if (!(error instanceof Error)) return new Error(String(error));
  const body = 'body' in error && typeof error.body === 'object' && error.body !== null ? error.body : {};
  const type = '__type' in body ? String(body.__type) : undefined;
  if (type === undefined) return error;
  const message = 'message' in body ? body.message : 'Message' in body ? body.Message : '';
  return new AwsError(type.slice(type.indexOf('#') + 1), String(message));
}
