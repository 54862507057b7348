import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { conformanceTable, type Item, N, refused, S, text } from './dynamodb-table.ts';

const table = conformanceTable();
const invalid = 'ValidationException';
const emptyIndexKey = /cannot contain an empty string value\. IndexName: gsi1, IndexKey: gsi1pk$/;

test('an item of 400 KB is stored, one byte more is refused, also after an update; Arabic letters are two bytes', async () => {
  const { put, update, get, pk, key } = table();
  // 409,600 bytes: names and values of pk, sk and body.
  const room = 409_600 - 'pk'.length - pk.length - 'sk'.length - 'a'.length - 'body'.length;
  await put('a', { body: S(text(room)) });
  await refused(put('a', { body: S(text(room + 1)) }), invalid, /^Item size has exceeded the maximum allowed size$/);
  const more = { ExpressionAttributeValues: { ':v': S('12') } };
  await refused(update('a', 'SET b = :v', more), invalid, /Item size to update has exceeded the maximum allowed size/);
  await refused(put('a', { body: S('ق'.repeat(room / 2 + 1)) }), invalid, /maximum allowed size/);
  expect(await get('a')).toEqual({ ...key('a'), body: S(text(room)) });
});

test('an empty string is refused as a key of the table', async () => {
  const { client, TableName, put, get, update, remove } = table();
  await refused(put(''), invalid, /cannot contain an empty string value\. Key: sk$/);
  await refused(client.send(new PutItemCommand({ TableName, Item: { pk: S(''), sk: S('a') } })), invalid, /Key: pk$/);
  await refused(get(''), invalid, /Key: sk$/);
  await refused(update('', 'REMOVE x'), invalid, /Key: sk$/);
  await refused(remove(''), invalid, /Key: sk$/);
});

test('an empty string is refused as a key of an index, in AWS’s words for a put and for an update', async () => {
  const { put, update, get } = table();
  const empty = { ExpressionAttributeValues: { ':e': S('') } };
  const error = await refused(put('a', { gsi1pk: S('') }), invalid, emptyIndexKey);
  expect(error).toHaveProperty(
    'message',
    expect.stringMatching(
      /^One or more parameter values are not valid\. A value specified for a secondary index key is/,
    ),
  );
  await put('a', { gsi1pk: S('x'), gsi1sk: S('x') });
  await refused(
    update('a', 'SET gsi1pk = :e', empty),
    invalid,
    /The update expression attempted to update a secondary/,
  );
  await refused(update('new', 'SET gsi1pk = :e', empty), invalid, emptyIndexKey);
  await refused(update('a', 'SET gsi1pk = if_not_exists(nowhere, :e)', empty), invalid, emptyIndexKey);
  expect(await get('a')).toMatchObject({ gsi1pk: S('x') });
  expect(await get('new')).toBeUndefined();
});

test('a key of the wrong type is refused, for the table and for its indexes', async () => {
  const { client, TableName, put, update, pk } = table();
  const wrong = (Item: Item) => client.send(new PutItemCommand({ TableName, Item }));
  await refused(wrong({ pk: S(pk), sk: N(1) }), invalid, /Type mismatch for key sk expected: S actual: N/);
  await refused(wrong({ pk: S(pk) }), invalid, /Missing the key sk/);
  await refused(put('a', { gsi3sk: S('1') }), invalid, /Type mismatch for Index Key gsi3sk Expected: N Actual: S/);
  await put('a');
  const text = { ExpressionAttributeValues: { ':v': S('1') } };
  await refused(update('a', 'SET gsi3sk = :v', text), invalid);
  await refused(update('a', 'SET gsi3sk = if_not_exists(nowhere, :v)', text), invalid);
});

test('keys have a length limit in bytes', async () => {
  const { client, TableName, put, get, pk } = table();
  await put(text(1024));
  await refused(put(text(1025)), invalid, /1024 bytes/);
  await refused(put('ق'.repeat(513)), invalid);
  const long = { pk: S(text(2049)), sk: S('a') };
  await refused(client.send(new PutItemCommand({ TableName, Item: long })), invalid, /2048/);
  await refused(put('a', { gsi1pk: S(text(2049)) }), invalid);
  expect(await get('a')).toBeUndefined();
  expect(pk).toBeDefined();
});

test.each<[string, Item[string]]>([
  ['an empty text set', { SS: [] }],
  ['an empty number set', { NS: [] }],
  ['a set with the same text twice', { SS: ['a', 'a'] }],
  ['a set with the same number twice', { NS: ['1', '1.0'] }],
  ['an empty set deep inside', { L: [{ M: { x: { SS: [] } } }] }],
  ['a number that is none', { N: '' }],
])('%s is refused', async (_, value) => {
  const { put, update } = table();
  await refused(put('a', { value }), invalid);
  await refused(update('a', 'SET v = :v', { ExpressionAttributeValues: { ':v': value } }), invalid);
});

test('a table name or an enumeration that AWS does not have is refused', async () => {
  const { put } = table();
  await refused(put('a', {}, { TableName: 'no spaces!' }), invalid);
  await refused(put('a', {}, { ReturnValues: 'EVERYTHING' }), invalid, /enum value set/);
  await refused(put('a', {}, { ReturnValuesOnConditionCheckFailure: 'ALL_NEW' }), invalid);
  await refused(put('a', {}, { ReturnConsumedCapacity: 'SOME' }), invalid, /enum value set/);
});
