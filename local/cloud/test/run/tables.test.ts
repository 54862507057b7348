import { expect, test } from 'vitest';
import { tableEndpoints } from '#cloud/run/control/tables.ts';
import { openTable } from '../dynamodb-table.ts';

test('a table’s index lags when ordered to, and no longer after zero', async () => {
  const { dynamodb, put, query } = await openTable();
  const order = tableEndpoints({ dynamodb })['POST /tables/*'];
  expect(order?.(['ksa'], { indexLagMs: 5000 })).toEqual({ name: 'ksa', indexLagMs: 5000 });
  await put('a', { gsi1pk: { S: 'due' }, gsi1sk: { S: '1' } });
  expect((await query('due', { IndexName: 'gsi1' })).Count).toBe(0);
  order?.(['ksa'], { indexLagMs: 0 });
  expect((await query('due', { IndexName: 'gsi1' })).Count).toBe(1);
});

test('an order for a table that is not there, or that makes no sense, is refused', async () => {
  const { dynamodb } = await openTable();
  const order = tableEndpoints({ dynamodb })['POST /tables/*'];
  expect(() => order?.(['other'], { indexLagMs: 5 })).toThrow(/No table other: ksa/);
  expect(() => order?.(['ksa'], { indexLagMs: -1 })).toThrow();
  expect(() => order?.(['ksa'], { lag: 1 })).toThrow();
});
