import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { type JsonRequest, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import { type IndexDescription, type TableDescription, validate } from './engine.ts';
import { rebuild } from './expiry.ts';
import type { Store } from './store.ts';
import type { Table, TableSettings, Tables } from './tables.ts';

const extras = z.object({
  TableName: z.string(),
  StreamSpecification: z.optional(
    z.object({ StreamEnabled: z.optional(z.boolean()), StreamViewType: z.optional(z.string()) }),
  ),
  TimeToLiveSpecification: z.optional(z.object({ AttributeName: z.optional(z.string()), Enabled: z.boolean() })),
  PointInTimeRecoverySpecification: z.optional(z.object({ PointInTimeRecoveryEnabled: z.optional(z.boolean()) })),
  DeletionProtectionEnabled: z.optional(z.boolean()),
});
const named = z.object({ TableName: z.string() });
const timeToLive = z.object({
  TableName: z.string(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }),
});
/** Tables themselves: made from the template, described, changed. */
export function tableOperations(
  { clock, region, account }: Ground,
  store: Store,
  tables: Tables,
  armExpiry: () => void,
) {
  const describe = ({ description, settings }: Table) => ({
    ...description,
    DeletionProtectionEnabled: settings.deletionProtection,
    ...(settings.streamViewType === undefined
      ? {}
      : {
          StreamSpecification: { StreamEnabled: true, StreamViewType: settings.streamViewType },
          LatestStreamLabel: 'local',
          LatestStreamArn: `${description.TableArn}/stream/local`,
        }),
  });

  const describeBackups = ({ settings }: Table) => ({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: {
        PointInTimeRecoveryStatus: settings.pointInTimeRecovery ? 'ENABLED' : 'DISABLED',
      },
    },
  });

  const settle = (description: TableDescription, settings: TableSettings): Table => {
    const table = { description, settings };
    const before = tables.find(description.TableName);
    tables.save(table);
    if (!isDeepStrictEqual(derivedFrom(before), derivedFrom(table))) rebuild(store, tables, description.TableName);
    armExpiry();
    return table;
  };

  /** Makes a table as the template describes it, or brings an existing one to that shape. */
  const createTable = (definition: object): Table => {
    const data = validate('createTable', definition, store.draft());
    const more = readInput(extras, definition);
    const arn = `arn:aws:dynamodb:${region}:${account}:table/${data.TableName}`;
    const before = tables.find(data.TableName);
    const description = describeNew(data, arn, before?.description, clock.now());
    if (before !== undefined && !isDeepStrictEqual(before.description.KeySchema, description.KeySchema))
      throw new AwsError(
        'ResourceInUseException',
        `Table ${data.TableName} exists with other keys: start with --fresh`,
      );
    return settle(description, settingsOf(more));
  };

  const enter = async (request: JsonRequest) => {
    const { TableName } = readInput(named, request.input);
    await request.enter(`dynamodb:${request.operation}`, tables.arn(TableName));
    return TableName;
  };
  const change = async (request: JsonRequest, settings: Partial<TableSettings>) => {
    const table = tables.get(await enter(request));
    return store.exclusive(async () => settle(table.description, { ...table.settings, ...settings }));
  };

  const operations = {
    async DescribeTable(request: JsonRequest) {
      return { Table: describe(tables.get(await enter(request))) };
    },
    async ListTables(request: JsonRequest) {
      await request.enter('dynamodb:ListTables', `arn:aws:dynamodb:${region}:${account}:table/*`);
      return { TableNames: tables.names() };
    },
    async UpdateTimeToLive(request: JsonRequest) {
      const { TimeToLiveSpecification: wanted } = readInput(timeToLive, request.input);
      await change(request, { ttlAttribute: wanted.Enabled ? wanted.AttributeName : undefined });
      return { TimeToLiveSpecification: wanted };
    },
    async DescribeTimeToLive(request: JsonRequest) {
      const { ttlAttribute } = tables.get(await enter(request)).settings;
      return ttlAttribute === undefined
        ? { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } }
        : { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: ttlAttribute } };
    },
    async DescribeContinuousBackups(request: JsonRequest) {
      return describeBackups(tables.get(await enter(request)));
    },
  };
  return { operations, createTable };
}

/** The parts of a definition that index entries and times to live are computed from. */
const derivedFrom = (table: Table | undefined) => {
  const { GlobalSecondaryIndexes: global, LocalSecondaryIndexes: local } = table?.description ?? {};
  return [global ?? [], local ?? [], table?.settings.ttlAttribute, table?.settings.indexForm];
};

function settingsOf(more: z.infer<typeof extras>): TableSettings {
  const stream = more.StreamSpecification;
  const ttl = more.TimeToLiveSpecification;
  return {
    streamViewType: stream?.StreamEnabled === false ? undefined : stream?.StreamViewType,
    ttlAttribute: ttl?.Enabled ? ttl.AttributeName : undefined,
    pointInTimeRecovery: more.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled ?? false,
    deletionProtection: more.DeletionProtectionEnabled ?? false,
    indexForm: 2,
  };
}

const described = z.object({
  TableName: z.string(),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z.optional(z.array(z.custom<IndexDescription>())),
  LocalSecondaryIndexes: z.optional(z.array(z.custom<IndexDescription>())),
});

function describeNew(data: object, arn: string, before: TableDescription | undefined, now: number): TableDescription {
  const { GlobalSecondaryIndexes: global, LocalSecondaryIndexes: local, ...table } = described.parse(data);
  const withState = (indexes: IndexDescription[]) =>
    indexes.map((index) => ({
      IndexName: index.IndexName,
      KeySchema: index.KeySchema,
      Projection: index.Projection,
      IndexArn: `${arn}/index/${index.IndexName}`,
      IndexStatus: 'ACTIVE',
    }));
  return {
    ...table,
    ...(global === undefined ? {} : { GlobalSecondaryIndexes: withState(global) }),
    ...(local === undefined ? {} : { LocalSecondaryIndexes: withState(local) }),
    TableArn: arn,
    TableId: before?.TableId ?? randomUUID(),
    TableStatus: 'ACTIVE',
    CreationDateTime: before?.CreationDateTime ?? now / 1000,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  };
}
