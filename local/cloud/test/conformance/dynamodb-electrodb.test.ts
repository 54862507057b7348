import { ElectroError, Entity, Service } from 'electrodb';
import { expect, test } from 'vitest';
import { conformanceTable } from './dynamodb-table.ts';

const table = conformanceTable();

/** Two entities as the product declares its own, in one service, on this file's table. */
function entities() {
  const { client, TableName, pk, settled } = table();
  const model = (entity: string) => ({ entity, service: 'conformance', version: '1' });
  const post = new Entity(
    {
      model: model('post'),
      attributes: {
        clientId: { type: 'string', required: true },
        postId: { type: 'string', required: true },
        state: { type: ['draft', 'published'] as const, required: true, default: 'draft' },
        due: { type: 'string', default: '0' },
        version: { type: 'number', default: 0 },
        tags: { type: 'set', items: 'string' },
        notes: { type: 'list', items: { type: 'string' } },
        caption: { type: 'map', properties: { ar: { type: 'string' }, en: { type: 'string' } } },
      },
      indexes: {
        primary: { pk: { field: 'pk', composite: ['clientId'] }, sk: { field: 'sk', composite: ['postId'] } },
        byState: {
          index: 'gsi1',
          collection: 'work',
          type: 'clustered',
          pk: { field: 'gsi1pk', composite: ['clientId'] },
          sk: { field: 'gsi1sk', composite: ['due'] },
        },
        byDue: {
          index: 'gsi2',
          pk: { field: 'gsi2pk', composite: ['clientId', 'state'] },
          sk: { field: 'gsi2sk', composite: ['due'] },
        },
      },
    },
    { client, table: TableName },
  );
  const note = new Entity(
    {
      model: model('note'),
      attributes: { clientId: { type: 'string', required: true }, noteId: { type: 'string', required: true } },
      indexes: {
        primary: { pk: { field: 'pk', composite: ['clientId'] }, sk: { field: 'sk', composite: ['noteId'] } },
        byTime: {
          index: 'gsi1',
          collection: 'work',
          type: 'clustered',
          pk: { field: 'gsi1pk', composite: ['clientId'] },
          sk: { field: 'gsi1sk', composite: ['noteId'] },
        },
      },
    },
    { client, table: TableName },
  );
  return { post, note, service: new Service({ post, note }), clientId: pk, settled };
}

test('creating twice is ElectroDB’s error 4001, caused by the failed condition', async () => {
  const { post, clientId } = entities();
  await post.create({ clientId, postId: '1' }).go();
  const error: unknown = await post
    .create({ clientId, postId: '1' })
    .go()
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ElectroError);
  expect(error).toMatchObject({ code: 4001, cause: { name: 'ConditionalCheckFailedException' } });
});

test('patch wants an item, update and upsert make one', async () => {
  const { post, clientId } = entities();
  await expect(post.patch({ clientId, postId: 'x' }).set({ version: 1 }).go()).rejects.toMatchObject({ code: 4001 });
  await post.upsert({ clientId, postId: 'x', state: 'draft', due: '1', version: 3 }).go();
  const changed = await post
    .patch({ clientId, postId: 'x' })
    .set({ caption: { ar: 'قهوة', en: 'coffee' } })
    .add({ version: 2, tags: ['a', 'b'] })
    .append({ notes: ['first'] })
    .where(({ version }, { eq }) => eq(version, 3))
    .go({ response: 'all_new' });
  expect(changed.data).toMatchObject({ version: 5, caption: { ar: 'قهوة' }, notes: ['first'], tags: ['a', 'b'] });
  await post
    .patch({ clientId, postId: 'x' })
    .subtract({ version: 1 })
    .delete({ tags: ['a'] })
    .append({ notes: ['second'] })
    .data(({ caption }, { set }) => set(caption.en, 'tea'))
    .go();
  const { data } = await post.get({ clientId, postId: 'x' }).go({ consistent: true });
  expect(data).toMatchObject({ version: 4, tags: ['b'], notes: ['first', 'second'], caption: { en: 'tea' } });
  await post.patch({ clientId, postId: 'x' }).remove(['notes']).go();
  expect((await post.get({ clientId, postId: 'x' }).go({ consistent: true })).data).not.toHaveProperty('notes');
});

test('conditions on sets, lists and maps hold by value', async () => {
  const { post, clientId } = entities();
  await post.put({ clientId, postId: 'x', tags: ['b', 'a'], notes: ['n'], caption: { ar: 'أ' } }).go();
  await post
    .patch({ clientId, postId: 'x' })
    .set({ due: '2' })
    .where(
      ({ notes, caption, tags }, { eq, contains }) =>
        `${eq(notes, ['n'])} AND ${eq(caption.ar, 'أ')} AND ${contains(tags, 'a')}`,
    )
    .go();
  expect((await post.get({ clientId, postId: 'x' }).go({ consistent: true })).data?.due).toBe('2');
});

test('cursors page through an index to its end', async () => {
  const { post, clientId, settled } = entities();
  await post.put(Array.from({ length: 30 }, (_, n) => ({ clientId, postId: `${n}`, due: `${n + 10}` }))).go();
  await settled();
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { data: { postId: string }[]; cursor: string | null } = await post.query
      .byState({ clientId })
      .gte({ due: '15' })
      .go({ limit: 7, cursor, order: 'desc' });
    found.push(...page.data.map(({ postId }) => postId));
    cursor = page.cursor;
  } while (cursor);
  expect(found).toEqual(Array.from({ length: 25 }, (_, n) => `${29 - n}`));
});

test('a collection finds the items of both entities, a keys-only index its items by a second read', async () => {
  const { post, note, service, clientId, settled } = entities();
  await post.create({ clientId, postId: 'p', due: '5' }).go();
  await note.create({ clientId, noteId: 'n' }).go();
  await settled();
  const { data } = await service.collections.work({ clientId }).go();
  expect(data.post).toMatchObject([{ postId: 'p' }]);
  expect(data.note).toEqual([{ clientId, noteId: 'n' }]);
  const due = await post.query.byDue({ clientId, state: 'draft' }).go({ hydrate: true });
  expect(due.data).toMatchObject([{ postId: 'p', due: '5' }]);
});

test('batches of more than DynamoDB takes at once are done and read whole', async () => {
  const { post, clientId } = entities();
  const keys = Array.from({ length: 120 }, (_, n) => ({ clientId, postId: `${n}` }));
  expect((await post.put(keys).go()).unprocessed).toEqual([]);
  const { data, unprocessed } = await post.get(keys).go({ consistent: true });
  expect(data).toHaveLength(120);
  expect(unprocessed).toEqual([]);
  expect((await post.delete(keys).go()).unprocessed).toEqual([]);
});

test('a transaction tells which of its items was refused', async () => {
  const { post, note, service, clientId } = entities();
  await note.create({ clientId, noteId: 'n' }).go();
  const write = () =>
    service.transaction
      .write(({ post: posts, note: notes }) => [
        posts.create({ clientId, postId: 't' }).commit(),
        notes.create({ clientId, noteId: 'n' }).commit({ response: 'all_old' }),
      ])
      .go();
  const { canceled, data } = await write();
  expect(canceled).toBe(true);
  expect(data.map(({ code }) => code)).toEqual(['None', 'ConditionalCheckFailed']);
  expect(data[1]?.item).toEqual({ clientId, noteId: 'n' });
  expect((await post.get({ clientId, postId: 't' }).go({ consistent: true })).data).toBeNull();
});
