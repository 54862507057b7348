import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beginComparison } from './clock.ts';
import { env } from './env.ts';
import { tableKeys } from './table-keys.ts';

/** The bare client; tests and the bench hang their counting middleware on it. */
export const dynamo = new DynamoDBClient({ maxAttempts: 4 });
// It walks the whole input and output of every call to hide secrets from a log that nobody keeps: a tenth of the CPU.
dynamo.middlewareStack.remove('loggerMiddleware');

// Every answer of the table tells the time that all machines share.
dynamo.middlewareStack.add(
  (next) => async (args) => {
    const compare = beginComparison();
    const result = await next(args);
    compare(dateOf(result.response));
    return result;
  },
  { step: 'deserialize', priority: 'low', name: 'sharedClock' },
);

export const document = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } });

/** The `Date` header of a raw answer, which the SDK does not type. */
function dateOf(response: unknown): unknown {
  return Reflect.get(Object(Reflect.get(Object(response), 'headers')), 'date');
}

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
