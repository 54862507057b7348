import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  PutItemCommand,
  ResourceNotFoundException,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { conformanceTable, type Item, N, refused, S } from './dynamodb-table.ts';

const table = conformanceTable();
const invalid = 'ValidationException';

test('every type of value comes back as it was stored, Arabic and emoji in names, keys and values', async () => {
  const { put, get, key } = table();
  const item: Item = {
    'نص 🌙': S('قهوة ☕️ 👨‍👩‍👧'),
    empty: S(''),
    n: N('-1.5'),
    yes: { BOOL: true },
    nothing: { NULL: true },
    bytes: { B: new Uint8Array([0, 255]) },
    list: { L: [S('كويت'), { M: { deep: { L: [N(1)] } } }] },
    set: { SS: ['ب', 'أ'] },
  };
  await put('مفتاح 🗝️', item);
  expect(await get('مفتاح 🗝️')).toEqual({ ...item, ...key('مفتاح 🗝️'), set: { SS: expect.arrayContaining(['أ', 'ب']) } });
  expect(await get('missing')).toBeUndefined();
});

test('numbers keep 38 digits and lose leading and trailing zeros; more digits are refused', async () => {
  const { put, get, update } = table();
  const digits = '12345678901234567890123456789012345678';
  await put('n', { whole: N(digits), small: N('0.10'), zero: N('-0'), set: { NS: ['1.0', '2'] } });
  expect(await get('n')).toMatchObject({ whole: N(digits), small: N('0.1'), zero: N('0'), set: { NS: ['1', '2'] } });
  await refused(put('n', { n: N(`${digits}9`) }), invalid, /38 significant digits/);
  await refused(put('n', { n: N('1e126') }), invalid, /[Oo]verflow/);
  await refused(put('n', { n: N('one') }), invalid, /cannot be converted to a numeric value/);
  await refused(update('n', 'ADD whole :v', { ExpressionAttributeValues: { ':v': N('0.1') } }), invalid);
});

test('a put replaces the whole item and tells the old one when asked', async () => {
  const { put, get, key } = table();
  expect((await put('a', { one: N(1) }, { ReturnValues: 'ALL_OLD' })).Attributes).toBeUndefined();
  const { Attributes } = await put('a', { two: N(2) }, { ReturnValues: 'ALL_OLD' });
  expect(Attributes).toEqual({ ...key('a'), one: N(1) });
  expect(await get('a')).toEqual({ ...key('a'), two: N(2) });
  await refused(put('a', {}, { ReturnValues: 'ALL_NEW' }), invalid, /ReturnValues/);
});

test('a removal succeeds whether the item is there or not, and tells it when asked', async () => {
  const { put, remove, key } = table();
  await put('a', { one: N(1) });
  expect((await remove('a', { ReturnValues: 'ALL_OLD' })).Attributes).toEqual({ ...key('a'), one: N(1) });
  expect((await remove('a', { ReturnValues: 'ALL_OLD' })).Attributes).toBeUndefined();
  await refused(remove('a', { ReturnValues: 'ALL_NEW' }), invalid);
});

test('an update sets, adds, appends, removes and deletes from sets; every part means the item as it was', async () => {
  const { put, get, update, key } = table();
  await put('a', {
    n: N(1),
    seq: { L: [S('a'), S('b'), S('c')] },
    set: { SS: ['x', 'y'] },
    gone: S('g'),
    obj: { M: {} },
  });
  await update(
    'a',
    'SET was = n, seq2 = list_append(seq, :l), m = if_not_exists(m, :ten), #map.#in = :l ADD n :one, tags :s REMOVE gone, seq[0], seq[1] DELETE #set :x',
    {
      ExpressionAttributeNames: { '#map': 'obj', '#in': 'in', '#set': 'set' },
      ExpressionAttributeValues: {
        ':one': N(1),
        ':ten': N(10),
        ':l': { L: [S('d')] },
        ':s': { SS: ['t'] },
        ':x': { SS: ['x'] },
      },
    },
  );
  expect(await get('a')).toEqual({
    ...key('a'),
    was: N(1),
    n: N(2),
    m: N(10),
    seq: { L: [S('c')] },
    seq2: { L: [S('a'), S('b'), S('c'), S('d')] },
    obj: { M: { in: { L: [S('d')] } } },
    set: { SS: ['y'] },
    tags: { SS: ['t'] },
  });
  await update('a', 'SET n = n - :one, seq[9] = :v DELETE tags :t', {
    ExpressionAttributeValues: { ':one': N(1), ':v': S('z'), ':t': { SS: ['t'] } },
  });
  expect(await get('a')).toMatchObject({ n: N(1), seq: { L: [S('c'), S('z')] } });
  expect(await get('a')).not.toHaveProperty('tags');
});

test('an update makes a absent item, and returns what was asked for', async () => {
  const { update, key } = table();
  const set = (value: number, ReturnValues: 'ALL_NEW' | 'ALL_OLD' | 'UPDATED_NEW' | 'UPDATED_OLD') =>
    update('new', 'SET v = :v', { ExpressionAttributeValues: { ':v': N(value) }, ReturnValues });
  expect((await set(1, 'ALL_OLD')).Attributes).toBeUndefined();
  expect((await set(2, 'ALL_NEW')).Attributes).toEqual({ ...key('new'), v: N(2) });
  expect((await set(3, 'UPDATED_NEW')).Attributes).toEqual({ v: N(3) });
  expect((await set(4, 'UPDATED_OLD')).Attributes).toEqual({ v: N(3) });
  expect((await set(5, 'ALL_OLD')).Attributes).toEqual({ ...key('new'), v: N(4) });
});

test('an update that cannot be done changes nothing', async () => {
  const { put, get, update } = table();
  await put('a', { word: S('text'), n: N(1) });
  const one = { ExpressionAttributeValues: { ':one': N(1) } };
  await refused(update('a', 'SET n = n + :one, word = word + :one', one), invalid, /incorrect data type/);
  await refused(update('a', 'SET x = absent + :one', one), invalid, /does not exist in the item/);
  await refused(update('a', 'SET obj.x = :one', one), invalid, /document path/);
  await refused(update('a', 'SET pk = :one', one), invalid, /part of the key/);
  await refused(update('a', 'SET n = :one, n = :one', one), invalid, /overlap/);
  expect(await get('a')).toMatchObject({ word: S('text'), n: N(1) });
});

test('a failed condition is a typed error on put, update and removal, with the item when asked for', async () => {
  const { put, update, remove, key } = table();
  await put('a', { state: S('published') });
  const wanted = {
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  for (const call of [put('a', {}, wanted), update('a', 'REMOVE x', wanted), remove('a', wanted)]) {
    const error = await refused(call, 'ConditionalCheckFailedException', /^The conditional request failed$/);
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect(error).toMatchObject({ Item: { ...key('a'), state: S('published') } });
  }
  const silent = await refused(
    put('a', {}, { ConditionExpression: 'attribute_not_exists(pk)' }),
    'ConditionalCheckFailedException',
  );
  expect(silent).not.toHaveProperty('Item.pk');
});

test.each([
  ['#s = :a AND n BETWEEN :one AND :two', true],
  ['n < :one OR NOT n >= :two', true],
  ['begins_with(#s, :a) AND contains(tags, :a) AND contains(seq, :a)', true],
  ['size(#s) = :three AND size(tags) = :one AND size(seq) = :two AND size(obj) = :one', true],
  ['#s IN (:other, :a) AND attribute_type(n, :N)', true],
  ['seq = :list AND obj = :map AND tags = :tags', true],
  ['seq <> :list OR obj <> :map', false],
  ['absent <> :a AND attribute_not_exists(absent) AND attribute_exists(obj.#in)', true],
  ['absent = :a OR absent < :one OR absent BETWEEN :one AND :two', false],
  ['n = :a', false],
  ['absent = nowhere', false],
  ['n <> absent', true],
  ['seq[1] = :three AND obj.#in = :one', true],
])('the condition %s is %s', async (ConditionExpression, expected) => {
  const { put } = table();
  const values: Item = {
    ':a': S('abc'),
    ':other': S('x'),
    ':N': S('N'),
    ':one': N(1),
    ':two': N(2),
    ':three': N(3),
    ':list': { L: [S('abc'), N('3.0')] },
    ':map': { M: { in: N(1) } },
    ':tags': { SS: ['abc'] },
  };
  const names = { '#s': 'status', '#in': 'in' };
  const used = <T>(all: Record<string, T>) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => new RegExp(`${name}\\b`).test(ConditionExpression)));
  const item = {
    status: S('abc'),
    n: N('1.5'),
    tags: { SS: ['abc'] },
    seq: { L: [S('abc'), N(3)] },
    obj: { M: { in: N(1) } },
  };
  await put('a', item);
  const given = Object.keys(used(names)).length > 0 ? { ExpressionAttributeNames: used(names) } : {};
  const needed = Object.keys(used(values)).length > 0 ? { ExpressionAttributeValues: used(values) } : {};
  const call = put('a', item, { ConditionExpression, ...needed, ...given });
  if (expected) await call;
  else await refused(call, 'ConditionalCheckFailedException');
});

test('expressions are refused for reserved words, unused or missing names and values, and bad syntax', async () => {
  const { put } = table();
  const one = { ':v': N(1) };
  const condition = (ConditionExpression: string, more: object) => put('a', {}, { ConditionExpression, ...more });
  await refused(condition('status = :v', { ExpressionAttributeValues: one }), invalid, /reserved keyword/);
  await refused(
    condition('a = :v', { ExpressionAttributeValues: { ...one, ':w': N(1) } }),
    invalid,
    /unused in expressions.*:w/,
  );
  await refused(
    condition('a = :v', { ExpressionAttributeValues: one, ExpressionAttributeNames: { '#b': 'b' } }),
    invalid,
    /unused in expressions.*#b/,
  );
  await refused(condition('a = :w', { ExpressionAttributeValues: one }), invalid, /attribute value is not defined|:w/);
  await refused(condition('#a = :v', { ExpressionAttributeValues: one }), invalid, /attribute name.*not defined|#a/);
  await refused(condition('a = = :v', { ExpressionAttributeValues: one }), invalid, /Syntax error/);
  await refused(
    put('a', {}, { ExpressionAttributeValues: one }),
    invalid,
    /can only be specified when using expressions/,
  );
});

test('the table is described with keys, indexes, stream and time to live', async () => {
  const { client, TableName } = table();
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    TableName,
    TableStatus: 'ACTIVE',
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk' }],
  });
  expect(Table?.LatestStreamArn).toBe(`${Table?.TableArn}/stream/${Table?.LatestStreamLabel}`);
  const names = Table?.GlobalSecondaryIndexes?.map(
    ({ IndexName, Projection }) => `${IndexName} ${Projection?.ProjectionType}`,
  );
  expect(names?.sort()).toEqual(['gsi1 ALL', 'gsi2 KEYS_ONLY', 'gsi3 INCLUDE']);
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(TimeToLiveDescription?.AttributeName).toBe('expires');
  expect(TimeToLiveDescription?.TimeToLiveStatus).toMatch(/^ENABL(ED|ING)$/);
});

test('a table that is not there is a typed error', async () => {
  const { client, key } = table();
  const TableName = 'ksa-no-such-table';
  for (const command of [
    new GetItemCommand({ TableName, Key: key('a') }),
    new PutItemCommand({ TableName, Item: key('a') }),
    new ScanCommand({ TableName }),
    new DescribeTableCommand({ TableName }),
  ]) {
    const error = await refused(client.send(command as GetItemCommand), 'ResourceNotFoundException');
    expect(error).toBeInstanceOf(ResourceNotFoundException);
  }
});
