import { batchOperations } from './dynamodb/batch-operations.ts';
import { type ChangeFeed, openChangeFeed } from './dynamodb/changes.ts';
import './dynamodb/corrections.ts';
import { startExpiry } from './dynamodb/expiry.ts';
import { itemOperations } from './dynamodb/item-operations.ts';
import type { Lag } from './dynamodb/lag.ts';
import { openStore } from './dynamodb/store.ts';
import { tableOperations } from './dynamodb/table-operations.ts';
import { openTables } from './dynamodb/tables.ts';
import { transactionOperations } from './dynamodb/transactions.ts';
import { answerJson, type JsonService } from './json-protocol.ts';
import { type Ground, listen, type Service } from './service.ts';

export type DynamoDb = Service &
  Pick<ChangeFeed, 'onChange' | 'readChanges'> & {
    /**
     * Makes a table from `AWS::DynamoDB::Table` properties, or brings an existing one to that shape: indexes are
     * rebuilt from the items. Throws for a property that would be ignored, and for other keys than the items have.
     */
    createTable(definition: object): void;
    tableNames(): string[];
    /** From now on stale reads of a table do not see writes younger than `ms`; 0 ends that. */
    orderLag: Lag['order'];
    lags: Lag['all'];
  };

/** DynamoDB: dynalite's expressions and validation over our SQLite rows, with transactions, TTL and a change feed. */
export async function startDynamoDb(ground: Ground, port = 0): Promise<DynamoDb> {
  const tables = openTables(ground);
  const changes = openChangeFeed(ground);
  const store = openStore(ground, tables, changes);
  const expiry = startExpiry(ground.clock, store, tables);
  const { operations, createTable } = tableOperations(ground, store, tables, expiry.arm);
  const service: JsonService = {
    name: 'dynamodb',
    target: 'DynamoDB_20120810',
    contentType: 'application/x-amz-json-1.0',
    errorNamespace: 'com.amazonaws.dynamodb.v20120810',
    operations: {
      ...itemOperations(store, tables),
      ...batchOperations(store, tables),
      ...transactionOperations(ground, store, tables),
      ...operations,
    },
  };
  const running = await listen((request, response) => answerJson(ground, service, request, response), port);
  return {
    ...running,
    operations: Object.keys(service.operations),
    createTable,
    tableNames: tables.names,
    orderLag: store.lag.order,
    lags: store.lag.all,
    onChange: changes.onChange,
    readChanges: changes.readChanges,
    async close() {
      expiry.stop();
      await running.close();
    },
  };
}
