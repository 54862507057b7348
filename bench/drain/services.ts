import { DatabaseSync } from 'node:sqlite';
import { createClock } from '#cloud/aws/clock.ts';
import { startDynamoDb } from '#cloud/aws/dynamodb.ts';
import { startKms } from '#cloud/aws/kms.ts';
import { type Ground, openGate } from '#cloud/aws/service.ts';
import { env } from '#runtime/env.ts';
import { testTable } from '#test/support/test-table.ts';
import { cpuMs } from './cpu.ts';

/** The table and the key service in a process of their own: their work must not count as the worker's. */
const ground: Ground = {
  clock: createClock(),
  db: new DatabaseSync(':memory:'),
  gate: openGate,
  dataDir: '',
  region: 'me-south-1',
  account: '000000000000',
};
const dynamodb = await startDynamoDb(ground);
dynamodb.createTable(testTable());
const kms = await startKms(ground);
kms.createKey(env('tokenKey'));
process.on('message', () => process.send?.(cpuMs()));
process.once('disconnect', () => process.exit());
process.send?.({ dynamodb: dynamodb.url, kms: kms.url });
