import {
  IdempotentParameterMismatchException,
  TransactGetItemsCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { conformanceTable, type Item, N, refused, S, text } from './dynamodb-table.ts';

const table = conformanceTable();
const cancelled = 'TransactionCanceledException';
const missing = 'attribute_not_exists(pk)';

function transaction() {
  const found = table();
  const { client, TableName, key } = found;
  const put = (sk: string, more: Item = {}, options: object = {}): TransactWriteItem => ({
    Put: { TableName, Item: { ...key(sk), ...more }, ...options },
  });
  const add = (sk: string, by: Item[string] = N(1)): TransactWriteItem => ({
    Update: {
      TableName,
      Key: key(sk),
      UpdateExpression: 'ADD n :by',
      ExpressionAttributeValues: { ':by': by },
    },
  });
  const remove = (sk: string): TransactWriteItem => ({ Delete: { TableName, Key: key(sk) } });
  const check = (sk: string, ConditionExpression: string): TransactWriteItem => ({
    ConditionCheck: { TableName, Key: key(sk), ConditionExpression },
  });
  const write = (TransactItems: TransactWriteItem[], more: object = {}) =>
    client.send(new TransactWriteItemsCommand({ TransactItems, ...more }));
  return { ...found, write, into: { put, add, remove, check }, store: found.put };
}

/** Codes of the reasons, in the order of the items. */
async function reasonsOf(call: Promise<unknown>) {
  const error = await refused(call, cancelled);
  return error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
}

test('a transaction puts, updates, removes and checks as one', async () => {
  const { write, into, store, get } = transaction();
  await store('old', { n: N(1) });
  await store('gone');
  await write([
    into.put('new', {}, { ConditionExpression: missing }),
    into.add('old'),
    into.remove('gone'),
    into.check('absent', missing),
  ]);
  expect(await get('new')).toBeDefined();
  expect(await get('old')).toMatchObject({ n: N(2) });
  expect(await get('gone')).toBeUndefined();
});

test('when one item fails nothing happens, and every item has its reason, in order', async () => {
  const { write, into, store, get, query, pk } = transaction();
  await store('word', { n: S('text') });
  await store('taken');
  const reasons = await reasonsOf(
    write([
      into.put('first', { gsi1pk: S(pk), gsi1sk: S('1') }),
      into.put('taken', {}, { ConditionExpression: missing }),
      into.add('word'),
      into.check('absent', 'attribute_exists(pk)'),
      into.put('last', { gsi1pk: S(''), gsi1sk: S('1') }),
    ]),
  );
  expect(reasons.map(({ Code }) => Code)).toEqual([
    'None',
    'ConditionalCheckFailed',
    'ValidationError',
    'ConditionalCheckFailed',
    'ValidationError',
  ]);
  expect(reasons[1]?.Message).toBe('The conditional request failed');
  expect(reasons[4]?.Message).toMatch(/IndexName: gsi1, IndexKey: gsi1pk/);
  expect(await get('first')).toBeUndefined();
  expect((await query({ IndexName: 'gsi1' })).Count).toBe(0);
});

test('the message lists the codes', async () => {
  const { write, into } = transaction();
  const call = write([into.put('a'), into.check('b', 'attribute_exists(pk)')]);
  await refused(call, cancelled, /specific reasons \[None, ConditionalCheckFailed\]$/);
});

test('a failed item shows its stored state when asked, for every kind of item', async () => {
  const { write, store, key, TableName } = transaction();
  await store('post', { state: S('published') });
  const wanted = { TableName, ConditionExpression: missing, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
  const kinds: TransactWriteItem[] = [
    { Put: { ...wanted, Item: key('post') } },
    { Update: { ...wanted, Key: key('post'), UpdateExpression: 'REMOVE x' } },
    { Delete: { ...wanted, Key: key('post') } },
    { ConditionCheck: { ...wanted, Key: key('post') } },
  ];
  for (const kind of kinds) {
    const [reason] = await reasonsOf(write([kind]));
    expect(reason).toMatchObject({ Code: 'ConditionalCheckFailed', Item: { ...key('post'), state: S('published') } });
  }
});

test('one item may appear only once', async () => {
  const { write, into, get } = transaction();
  await refused(
    write([into.put('a'), into.check('a', missing)]),
    'ValidationException',
    /multiple operations on one item/,
  );
  expect(await get('a')).toBeUndefined();
});

test('a hundred items are done, a hundred and one and none are refused', async () => {
  const { write, into, query } = transaction();
  const puts = (count: number) => Array.from({ length: count }, (_, n) => into.put(`${n}`));
  await write(puts(100));
  expect((await query()).Count).toBe(100);
  await refused(write(puts(101)), 'ValidationException');
  await refused(write([]), 'ValidationException');
});

test('4 MB in all are the limit', async () => {
  const { write, into, get } = transaction();
  const puts = (count: number) => Array.from({ length: count }, (_, n) => into.put(`${n}`, { body: S(text(380_000)) }));
  await write(puts(11));
  await refused(write(puts(12)), 'ValidationException');
  expect(await get('10')).toBeDefined();
  expect(await get('11')).toBeUndefined();
});

test('a malformed transaction is refused as a whole', async () => {
  const { write, into, key, TableName } = transaction();
  const both = { ...into.put('a'), ...into.remove('b') };
  await refused(write([both]), 'ValidationException', /only contain one of/);
  await refused(write([{}]), 'ValidationException');
  await refused(
    write([{ Update: { TableName, Key: key('a'), UpdateExpression: 'SET x = = y' } }]),
    'ValidationException',
    /Syntax error/,
  );
  await refused(write([into.put('a', {}, { TableName: 'ksa-no-such-table' })]), 'ResourceNotFoundException');
});

test('the same token does the same thing once; with other content it is refused', async () => {
  const { write, into, get, unique } = transaction();
  const ClientRequestToken = unique('token');
  await write([into.add('n')], { ClientRequestToken });
  await write([into.add('n')], { ClientRequestToken });
  expect(await get('n')).toMatchObject({ n: N(1) });
  const other = await refused(
    write([into.add('n', N(2))], { ClientRequestToken }),
    'IdempotentParameterMismatchException',
  );
  expect(other).toBeInstanceOf(IdempotentParameterMismatchException);
  await write([into.add('n')], { ClientRequestToken: unique('token') });
  expect(await get('n')).toMatchObject({ n: N(2) });
  await refused(write([into.add('n')], { ClientRequestToken: text(37) }), 'ValidationException');
});

test('a cancelled transaction may be tried again with the same token', async () => {
  const { write, into, store, get, unique } = transaction();
  const ClientRequestToken = unique('token');
  const items = [into.add('n'), into.check('gate', 'attribute_exists(pk)')];
  await reasonsOf(write(items, { ClientRequestToken }));
  await store('gate');
  await write(items, { ClientRequestToken });
  expect(await get('n')).toMatchObject({ n: N(1) });
});

test('a transaction reads items in order, with nothing for a missing one', async () => {
  const { client, TableName, key, store } = transaction();
  await store('a', { n: N(1), m: N(2) });
  const get = (sk: string, more: object = {}) => ({ Get: { TableName, Key: key(sk), ...more } });
  const read = (TransactItems: ReturnType<typeof get>[]) => client.send(new TransactGetItemsCommand({ TransactItems }));
  const { Responses } = await read([get('absent'), get('a', { ProjectionExpression: 'm' })]);
  expect(Responses).toEqual([{}, { Item: { m: N(2) } }]);
  await refused(read(Array.from({ length: 101 }, (_, n) => get(`${n}`))), 'ValidationException');
});
