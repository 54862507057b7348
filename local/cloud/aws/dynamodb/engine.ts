import { createRequire } from 'node:module';
import { AwsError } from '../service.ts';

/**
 * The parts of dynalite that we build on: its validation, expression parsers and item actions. They are internals
 * of that package, which is why its version is pinned and why every name we use is written down here.
 * Its storage is replaced by ours (store.ts), so that a write, its index entries and its change record are one commit;
 * what it does not do as AWS does is replaced in corrections.ts.
 */

/** One value in DynamoDB JSON: `{S: '…'}`, `{N: '1'}`, `{M: {…}}` … */
export type Value = Record<string, unknown>;
/** An item or key in DynamoDB JSON. */
export type Item = Record<string, Value>;

export type KeySchema = { AttributeName: string; KeyType: string }[];
export type IndexDescription = {
  IndexName: string;
  KeySchema: KeySchema;
  Projection: { ProjectionType?: string; NonKeyAttributes?: string[] | undefined };
};
export type TableDescription = {
  TableName: string;
  TableArn: string;
  KeySchema: KeySchema;
  AttributeDefinitions: { AttributeName: string; AttributeType: string }[];
  GlobalSecondaryIndexes?: IndexDescription[] | undefined;
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
};

/** Where the engine's actions read and write. */
export type EngineStore = {
  options: { maxItemSize: number };
  getTable(name: string, checkStatus: boolean | Callback<TableDescription>, done?: Callback<TableDescription>): void;
  getItemDb(table: string): Space;
  getIndexDb(kind: string, table: string, index: string): Space;
  /** Rows of a table or of one of its indexes, in key order. */
  scan(table: string, index: string | undefined, range: Range): Iterable<Item>;
};

export type EngineAction = 'getItem' | 'putItem' | 'updateItem' | 'deleteItem' | 'query' | 'scan';

/** A place in an item: names and list positions. */
export type Path = (string | number)[];
/** A parsed condition or filter: `{type: 'and', args}`, `{type: '=', args}`, `{type: 'function', name, args}`. */
export type Expression = { type: string; name?: string; args: (Path | Expression | Value)[] };
type Section = { type: string; path: Path; val: unknown; attrType?: string };

/** Input that has passed the engine's validation; parsed expressions are attached to it. */
export type Validated = Record<string, unknown> & {
  TableName: string;
  IndexName?: string;
  Item?: Item;
  Key?: Item;
  Limit?: number;
  Select?: string;
  KeyConditions?: Record<string, { AttributeValueList: Value[] }>;
  _condition?: { expression: Expression };
  _filter?: { expression: Expression };
  _projection?: { paths: Path[] };
  _updates?: { sections: Section[] };
  /** The caller wants to see the item on which its condition failed. */
  wantsOld?: boolean;
};
export type Output = Record<string, unknown>;

type Done = Callback<Output>;
type Rules = {
  createKey(keyOrItem: Item, table: TableDescription, schema?: KeySchema): string;
  validateKey(key: Item, table: TableDescription): unknown;
  validateItem(item: Item, table: TableDescription): unknown;
  validationError(message: string): Error;
  compare(comparison: string, operand: Value | undefined, others: (Value | undefined)[]): boolean;
  mapPath(path: Path, item: Item): Value | null | undefined;
  mapPaths(paths: Path[], item: Item): Item;
  toRangeStr(value: Value): string;
  // From here on: replaced in corrections.ts.
  checkConditional(data: Validated, existing: Item | undefined): unknown;
  createIndexKey(item: Item, table: TableDescription, schema: KeySchema): string;
  itemSize(item: Item): number;
  addConsumedCapacity(data: Validated, isRead: boolean, item: Item | undefined): object | undefined;
  queryTable(
    store: EngineStore,
    table: TableDescription,
    data: Validated,
    range: Range,
    isLocal: boolean,
    fetches: boolean,
    startKeyNames: string[],
    done: Done,
  ): void;
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

// Its table of a scan's parameters lacks this one.
Object.assign(load('dynalite/validations/scan').types, { ConsistentRead: 'Boolean' });

/** Parameters from the time before expressions. */
const legacy = new Set(
  'Expected AttributeUpdates KeyConditions QueryFilter ScanFilter AttributesToGet ConditionalOperator'.split(' '),
);

/**
 * Checks and parses an input as the service would. Throws ValidationException or SerializationException, also for a
 * parameter that would be ignored here.
 */
export function validate(
  action: EngineAction | 'createTable' | 'batchGetItem' | 'batchWriteItem',
  input: Record<string, unknown>,
  store: EngineStore,
): Validated {
  const { types, custom }: { types: object; custom: object } = load(`dynalite/validations/${action}`);
  const isWrite = action === 'putItem' || action === 'updateItem' || action === 'deleteItem';
  const { ReturnValuesOnConditionCheckFailure: wanted = 'NONE', ...rest } = isWrite ? input : { ...input };
  refuseParameters(rest, types);
  if (isWrite && wanted !== 'NONE' && wanted !== 'ALL_OLD') throw unsupported(`ReturnValuesOnConditionCheckFailure`);
  try {
    const data = validations.checkTypes(rest, types);
    validations.checkValidations(data, types, custom, store);
    if (action === 'deleteItem' && !['ALL_OLD', 'NONE'].includes(String(data.ReturnValues ?? 'NONE')))
      throw new AwsError('ValidationException', 'ReturnValues can only be ALL_OLD or NONE');
    if (data._updates) data._updates.sections = inOrder(data._updates.sections);
    if (wanted === 'ALL_OLD') data.wantsOld = true;
    return data;
  } catch (error) {
    throw awsErrorOf(error);
  }
}

function refuseParameters(input: object, types: object): void {
  for (const [name, value] of Object.entries(input)) {
    const isKnown = Object.hasOwn(types, name) && !legacy.has(name);
    if (!isKnown || (name === 'ReturnItemCollectionMetrics' && value !== 'NONE')) throw unsupported(name);
  }
}

/** The refusal of a parameter that AWS knows and we do not. */
export const unsupported = (parameter: string) =>
  new AwsError('ValidationException', `The local DynamoDB does not support the parameter ${parameter}`);

/**
 * Every part of an update means the item as it was. The engine works through the parts one by one, so removals from
 * lists come last, from the end, and an addition to a number is told as a new value.
 */
function inOrder(sections: Section[]): Section[] {
  const place = ({ type, path }: Section) => {
    const last = path.at(-1);
    return type === 'remove' && typeof last === 'number' ? last : Number.MAX_SAFE_INTEGER;
  };
  const sum = ({ path, val, attrType }: Section) => {
    const before = { type: 'function', name: 'if_not_exists', args: [path, { N: '0' }] };
    return { type: 'set', path, val: { type: 'add', args: [before, val] }, ...(attrType && { attrType }) };
  };
  return sections
    .map((section) => (section.type === 'add' && section.attrType === 'N' ? sum(section) : section))
    .toSorted((a, b) => place(b) - place(a));
}

/** Runs one validated action against a store. */
export function run(action: EngineAction, data: Validated, store: EngineStore): Promise<Output> {
  const act: (store: EngineStore, data: Validated, done: Done) => void = load(`dynalite/actions/${action}`);
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
