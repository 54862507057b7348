import { Service } from 'electrodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audit } from '#functions/audit/audit.entity.ts';
import { attempt } from '#functions/auth/attempt.entity.ts';
import { firstOwner } from '#functions/auth/first-owner.entity.ts';
import { session } from '#functions/auth/session.entity.ts';
import { user } from '#functions/auth/user.entity.ts';
import { client } from '#functions/clients/client.entity.ts';
import { media } from '#functions/media/media.entity.ts';
import { mediaHash } from '#functions/media/media-hash.entity.ts';
import { notice } from '#functions/notifications/notice.entity.ts';
import { noticeHour } from '#functions/notifications/notice-hour.entity.ts';
import { untold } from '#functions/notifications/untold.entity.ts';
import { circuit } from '#functions/platforms/circuit.entity.ts';
import { body } from '#functions/posts/body.entity.ts';
import { post } from '#functions/posts/post.entity.ts';
import { target } from '#functions/posts/target.entity.ts';
import { account } from '#functions/social/account.entity.ts';
import { accountLink } from '#functions/social/account-link.entity.ts';
import { oauthState } from '#functions/social/oauth-state.entity.ts';
import { accountPicture } from '#functions/social/picture.entity.ts';
import { inTable } from '#runtime/table.ts';
import { tableKeys } from '#runtime/table-keys.ts';
import { createId, type IdKind } from '#shared/contract/id.ts';
import { filesIn, textOf } from '#test/architecture/source.ts';

const entities = {
  ...{ account, accountLink, accountPicture, attempt, audit, body, circuit, client },
  ...{ firstOwner, media, mediaHash, notice, noticeHour, oauthState, post, session, target, untold, user },
};
type Composite = { field: string; composite: readonly string[] };
type Index = { index?: string; pk: Composite; sk?: Composite };
const indexesOf = (entity: (typeof entities)[keyof typeof entities]) =>
  Object.entries((entity as unknown as { schema: { indexes: Record<string, Index> } }).schema.indexes);
const all = Object.entries(entities).flatMap(([name, entity]) =>
  indexesOf(entity).map(([index, keys]) => ({ name: `${name}.${index}`, ...keys })),
);

describe('entities', () => {
  it('all of them are here, and fit into one table together', () => {
    const files = filesIn('functions').filter((path) => path.endsWith('.entity.ts'));
    expect(Object.keys(entities).length).toBe(files.length);
    expect(() => new Service(entities, inTable)).not.toThrow();
  });

  it('no two carry the same name, which is part of their keys', () => {
    const names = filesIn('functions')
      .filter((path) => path.endsWith('.entity.ts'))
      .map((path) => /entity: '([\w-]+)'/.exec(textOf(path))?.[1]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('use the keys that the table is built with', () => {
    const { primary, ttl: _, ...indexes } = tableKeys;
    const known = Object.values(indexes).map(({ index, partition, sort }) => `${index} ${partition} ${sort}`);
    for (const { name, index, pk, sk } of all)
      expect([`table ${primary.partition} ${primary.sort}`, ...known], name).toContain(
        `${index ?? 'table'} ${pk.field} ${sk?.field}`,
      );
  });

  it('keep each tenant in partitions of its own, except these platform-wide ones', () => {
    const wide = all.filter(({ pk }) => pk.composite[0] !== 'clientId' && pk.composite[0] !== 'calendarOf');
    expect(wide.map(({ name, pk }) => `${name} (${pk.composite.join(', ') || 'all'})`)).toMatchInlineSnapshot(`
      [
        "account.byRefresh (refreshShard)",
        "accountLink.byExternalId (platform, externalId)",
        "attempt.byWindow (limit, who)",
        "circuit.byPlatform (platform)",
        "client.all (all)",
        "firstOwner.byMark (mark)",
        "session.byOrigin (subject)",
        "target.byDue (shard)",
        "user.bySubject (subject)",
        "user.byUserId (userId)",
      ]
    `);
  });

  it('let no text of a person into a key', () => {
    const used = [...new Set(all.flatMap(({ pk, sk }) => [...pk.composite, ...(sk?.composite ?? [])]))].sort();
    expect(used).toMatchInlineSnapshot(`
      [
        "accountId",
        "auditId",
        "calendarOf",
        "checkAt",
        "clientId",
        "createdAt",
        "externalId",
        "fence",
        "hash",
        "hour",
        "joinedAt",
        "limit",
        "mark",
        "mediaId",
        "origin",
        "platform",
        "postId",
        "publishAt",
        "refreshAt",
        "refreshShard",
        "revision",
        "shard",
        "state",
        "stateHash",
        "subject",
        "subjectId",
        "targetId",
        "updatedAt",
        "userId",
        "who",
        "window",
      ]
    `);
  });
});

const random = (bytes: Uint8Array<ArrayBuffer>, seed: number) => bytes.map((_, at) => (seed * 31 + at * 7) % 252);
const idOf = (kind: IdKind) =>
  fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.nat({ max: 5 }))
    .map(([time, seed]) => createId(kind, 1_796_000_000_000 + time, (bytes) => random(bytes, seed)));

/** What stands in keys, drawn from few values so that neighbours meet often. */
const parts: Record<string, fc.Arbitrary<string | number>> = {
  clientId: idOf('client'),
  postId: idOf('post'),
  targetId: idOf('target'),
  mediaId: idOf('media'),
  accountId: idOf('account'),
  auditId: idOf('audit'),
  subjectId: fc.oneof(idOf('post'), idOf('account'), idOf('client'), idOf('media')),
  subject: fc.uuid(),
  origin: fc.uuid(),
  externalId: fc.bigInt({ min: 1n, max: 99n }).map(String),
  platform: fc.constantFrom('instagram', 'x', 'snapchat', 'tiktok'),
  stateHash: fc.constantFrom('a', 'b').map((character) => character.repeat(64)),
  limit: fc.constantFrom('sign-in', 'forgot'),
  who: fc.constantFrom('c', 'd').map((character) => character.repeat(64)),
  window: fc.nat({ max: 12 }),
  hour: fc.nat({ max: 12 }),
  hash: fc.constantFrom('e', 'f').map((character) => character.repeat(64)),
  revision: fc.nat({ max: 12 }),
  fence: fc.nat({ max: 12 }),
  state: fc.constantFrom('needs_review', 'failed', 'missed'),
  mark: fc.constant('owner'),
};

const named = fc.constantFrom(...(Object.keys(entities) as (keyof typeof entities)[])).chain((name) => {
  const [primary] = indexesOf(entities[name]);
  const fields = [...(primary?.[1].pk.composite ?? []), ...(primary?.[1].sk?.composite ?? [])];
  const values = Object.fromEntries(
    fields.map((field) => {
      const part = parts[field];
      if (!part) throw new Error(`What does ${field} look like? Say it in this test.`);
      return [field, part];
    }),
  );
  return fc.record(values).map((composites) => ({ name, composites }));
});

it('different things never share a key, whatever tenant and entity they belong to', () => {
  const taken = new Map<string, string>();
  let met = 0;
  fc.assert(
    fc.property(named, ({ name, composites }) => {
      const entity = entities[name] as unknown as {
        get(key: object): { params(): { Key: { pk: string; sk: string } } };
      };
      const { pk, sk } = entity.get(composites).params().Key;
      const key = `${pk}\n${sk}`;
      const thing = JSON.stringify([name, composites]);
      if (taken.has(key)) met += 1;
      expect(taken.get(key) ?? thing).toBe(thing);
      taken.set(key, thing);
      expect(key).toBe(key.toLowerCase());
    }),
    { numRuns: 20_000 },
  );
  expect(taken.size).toBeGreaterThan(1_000);
  expect(met).toBeGreaterThan(100);
}, 60_000);
