import { GetItemCommand, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Fault } from '#cloud/outside/faults.ts';
import { createServiceFaults } from '#cloud/run/faults.ts';
import { createKeeper } from '#cloud/run/gate.ts';
import { createKills } from '#cloud/run/kills.ts';
import type { Roles } from '#cloud/run/roles.ts';
import { openTable } from '../dynamodb-table.ts';
import { createGround } from '../ground.ts';

const everything: Roles = {
  has: () => true,
  decide: () => ({ allowed: true, by: 'everything' }),
  trusts: () => true,
  serviceMay: () => true,
  grants: () => [],
};

/** A table behind the gate as the running cloud has it, with this fault ordered. */
async function openFaulty(fault: Fault) {
  const running: Parameters<typeof createServiceFaults>[0] = () => ({ dynamodb: table.dynamodb });
  const faults = createServiceFaults(running);
  const keeper = createKeeper({
    now: () => 5,
    roles: () => everything,
    nameOf: (role) => role,
    kills: createKills(() => undefined),
    faults,
    say: () => {},
  });
  const table = await openTable(createGround({ gate: keeper.aws }));
  faults.of('dynamodb')?.add(fault);
  const { client, TableName, key } = table;
  const transact = () =>
    client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: key('t') } }] }));
  return { ...table, faults, transact };
}

describe('a fault ordered for an AWS service', () => {
  it('throttles the named operation in the service’s own words, as often as ordered', async () => {
    const { put, get } = await openFaulty({ operation: 'PutItem', error: 'throttle', times: 2 });
    for (let i = 0; i < 2; i++)
      await expect(put('a')).rejects.toMatchObject({
        name: 'ProvisionedThroughputExceededException',
        $metadata: { httpStatusCode: 400 },
      });
    await put('a');
    expect(await get('a')).toBeDefined();
  });

  it('answers with any error and status one asks for', async () => {
    const { get } = await openFaulty({ operation: 'GetItem', error: 'InternalServerError', status: 500 });
    await expect(get('a')).rejects.toMatchObject({
      name: 'InternalServerError',
      $metadata: { httpStatusCode: 500 },
    });
  });

  it('names what the API calls an operation, not what IAM calls its parts', async () => {
    const { transact, put } = await openFaulty({ operation: 'TransactWriteItems', error: 'throttle' });
    await put('a');
    await expect(transact()).rejects.toThrow();
    await transact();
  });

  it('cuts the connection before a write, which then never happened', async () => {
    const { put, get } = await openFaulty({ operation: 'PutItem', reset: 'before' });
    await expect(put('a')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await get('a')).toBeUndefined();
  });

  it('drops the answer after a write has been committed', async () => {
    const { put, get } = await openFaulty({ operation: 'PutItem', reset: 'after' });
    await expect(put('a')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await get('a')).toBeDefined();
  });

  it('holds a call back before it takes effect', async () => {
    const { client, TableName, key } = await openFaulty({ operation: '*', delayMs: 30, times: 1 });
    const started = performance.now();
    await client.send(new PutItemCommand({ TableName, Item: key('a') }));
    expect(performance.now() - started).toBeGreaterThanOrEqual(29);
    expect((await client.send(new GetItemCommand({ TableName, Key: key('a') }))).Item).toBeDefined();
  });

  it('is refused when the service does not perform the operation: it would never fire', async () => {
    const { faults } = await openFaulty({ operation: '*', times: 1 });
    expect(() => faults.of('dynamodb')?.add({ operation: 'CreateBackup' })).toThrow('CreateBackup');
    expect(faults.of('nothing')).toBeUndefined();
  });
});
