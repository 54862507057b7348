import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { env } from './env.ts';
import { tableKeys } from './table-keys.ts';

/** The bare client; tests and the bench hang their counting middleware on it. */
export const dynamo = new DynamoDBClient({ maxAttempts: 4 });
// It walks the whole input and output of every call to hide secrets from a log that nobody keeps: a tenth of the CPU.
dynamo.middlewareStack.remove('loggerMiddleware');

export const document = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } });

/** What every entity is built with: `new Entity({…}, inTable)`. */
export const inTable = { client: document, table: env('table') };

const { primary, byTime, byState, byDue } = tableKeys;

/** The index fields of entities: `index: keysOf.byTime`, with the composites beside it. */
export const keysOf = {
  primary: { pk: primary.partition, sk: primary.sort },
  byTime: { pk: byTime.partition, sk: byTime.sort },
  byState: { pk: byState.partition, sk: byState.sort },
  byDue: { pk: byDue.partition, sk: byDue.sort },
} as const;

/** The service name that is part of every key. Changing it is a migration. */
export const SERVICE = 'ksa';
