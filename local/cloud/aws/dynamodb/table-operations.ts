import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { type JsonRequest, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import { type TableDescription, validate } from './engine.ts';
import { rebuild } from './expiry.ts';
import type { Operations } from './requests.ts';
import type { Store } from './store.ts';
import type { Table, TableSettings, Tables } from './tables.ts';

const views = z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']);
const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.string() }));
const projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: z.optional(z.array(z.string())),
});
const definition = z.strictObject({
  TableName: z.string(),
  BillingMode: z.literal('PAY_PER_REQUEST'),
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.optional(
    z.array(z.strictObject({ IndexName: z.string(), KeySchema: keySchema, Projection: projection })),
  ),
  StreamSpecification: z.optional(
    z.strictObject({ StreamEnabled: z.optional(z.literal(true)), StreamViewType: views }),
  ),
  TimeToLiveSpecification: z.optional(z.strictObject({ AttributeName: z.optional(z.string()), Enabled: z.boolean() })),
  // Of no effect on a laptop, where nothing can delete a table either.
  DeletionProtectionEnabled: z.optional(z.boolean()),
  SSESpecification: z.optional(z.unknown()),
  PointInTimeRecoverySpecification: z.optional(z.unknown()),
  Tags: z.optional(z.unknown()),
});
const named = z.strictObject({ TableName: z.string() });

/** Tables themselves: made from the template, brought to its shape, described. */
export function tableOperations({ clock }: Ground, store: Store, tables: Tables, armExpiry: () => void) {
  /** Makes a table as the template describes it, or brings an existing one to that shape. */
  const createTable = (properties: object): void => {
    const given = readInput(definition, properties);
    const before = tables.find(given.TableName);
    const description = describeNew(given, before?.description);
    const settings: TableSettings = {
      streamViewType: given.StreamSpecification?.StreamViewType,
      ttlAttribute: given.TimeToLiveSpecification?.Enabled ? given.TimeToLiveSpecification.AttributeName : undefined,
      indexForm: 2,
    };
    const table = { description, settings };
    if (before !== undefined && !isDeepStrictEqual(keysOf(before.description), keysOf(description)))
      throw new AwsError(
        'ResourceInUseException',
        `Table ${given.TableName} exists with other keys than the template's: start with --fresh to lose its items`,
      );
    store.rows.atomically(() => {
      tables.save(table);
      if (!isDeepStrictEqual(derivedFrom(before), derivedFrom(table))) rebuild(store, tables, given.TableName);
    });
    armExpiry();
  };

  const describeNew = (given: z.infer<typeof definition>, before: TableDescription | undefined): TableDescription => {
    const { TableName, BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes: indexes } = given;
    const keys = { TableName, BillingMode, AttributeDefinitions, KeySchema };
    validate(
      'createTable',
      structuredClone({ ...keys, ...(indexes && { GlobalSecondaryIndexes: indexes }) }),
      store.draft(),
    );
    const arn = tables.arn(TableName);
    return {
      TableName,
      KeySchema,
      AttributeDefinitions,
      GlobalSecondaryIndexes: indexes?.map((index) => ({
        ...index,
        IndexArn: `${arn}/index/${index.IndexName}`,
        IndexStatus: 'ACTIVE',
      })),
      TableArn: arn,
      TableId: before?.TableId ?? randomUUID(),
      TableStatus: 'ACTIVE',
      CreationDateTime: before?.CreationDateTime ?? clock.now() / 1000,
      BillingModeSummary: { BillingMode },
    };
  };

  const enter = async (request: JsonRequest): Promise<Table> => {
    const { TableName } = readInput(named, request.input);
    await request.enter(`dynamodb:${request.operation}`, tables.arn(TableName));
    return tables.get(TableName);
  };

  const operations: Operations = {
    async DescribeTable(request) {
      const { description, settings } = await enter(request);
      const stream = settings.streamViewType && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: settings.streamViewType },
        LatestStreamLabel: 'local',
        LatestStreamArn: `${description.TableArn}/stream/local`,
      };
      return { Table: { ...description, ...(stream || {}) } };
    },
    async DescribeTimeToLive(request) {
      const { ttlAttribute } = (await enter(request)).settings;
      return ttlAttribute === undefined
        ? { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } }
        : { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: ttlAttribute } };
    },
  };
  return { operations, createTable };
}

/** What cannot change while there are items: the names and types of the table's own keys. */
const keysOf = ({ KeySchema, AttributeDefinitions }: TableDescription) =>
  KeySchema.map((key) => [key, AttributeDefinitions.find(({ AttributeName }) => AttributeName === key.AttributeName)]);

/** The parts of a definition that index entries and times to live are computed from. */
const derivedFrom = (table: Table | undefined) => {
  const { GlobalSecondaryIndexes = [], AttributeDefinitions } = table?.description ?? {};
  return [GlobalSecondaryIndexes, AttributeDefinitions, table?.settings.ttlAttribute, table?.settings.indexForm];
};
