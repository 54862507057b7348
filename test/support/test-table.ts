import { envNames } from '#runtime/env-names.ts';
import { tableKeys } from '#runtime/table-keys.ts';

const { primary, byTime, byState, byDue, ttl } = tableKeys;
const keys = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
];
const indexes = [byTime, byState, byDue];

/** The one table as the product names its keys. */
export const testTable = () => ({
  TableName: process.env[envNames.table],
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [primary, ...indexes].flatMap(({ partition, sort }) =>
    [partition, sort].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  ),
  KeySchema: keys(primary.partition, primary.sort),
  GlobalSecondaryIndexes: indexes.map(({ index, partition, sort, projection }) => ({
    IndexName: index,
    KeySchema: keys(partition, sort),
    Projection: { ProjectionType: projection },
  })),
  TimeToLiveSpecification: { AttributeName: ttl, Enabled: true },
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
});
