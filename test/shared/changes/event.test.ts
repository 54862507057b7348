import { describe, expect, it } from 'vitest';
import { changeOf, events } from '#shared/changes/event.ts';
import { subscribers } from '#shared/changes/subscribers.ts';
import { type TargetState, targetStates } from '#shared/publishing/states.ts';
import type { Target } from '#shared/publishing/target.ts';

const SECRET = 'قهوتنا token-IGQV1234';
const idOf = (prefix: string) => `${prefix}_${'0'.repeat(26)}`;
const ids = {
  clientId: idOf('cl'),
  postId: idOf('po'),
  targetId: idOf('tg'),
  accountId: idOf('ac'),
};

/** A target's image with something in every field, and more than an entity of ours would write. */
const image = (state: TargetState, change: Partial<Target> = {}) => ({
  ...{ __edb_e__: 'target', __edb_v__: '1', pk: SECRET, sk: SECRET, gsi3pk: SECRET, gsi3sk: SECRET, ...ids, state },
  ...{
    platform: 'instagram',
    username: SECRET,
    kind: 'image',
    revision: 3,
    version: 7,
    fence: 2,
    attempt: 1,
    polls: 4,
  },
  ...{ publishAt: 1, graceUntil: 2, leaseUntil: 3, handle: { container: SECRET }, stagedAt: 4, preparedAt: 5 },
  ...{ armedAt: 6, armUntil: 7, absentAt: 8, deniedAt: 9, shard: 'a', checkAt: 10, retryAt: 11 },
  ...{ reason: 'platform.busy', pieces: 1, parts: [SECRET], externalId: SECRET, permalink: SECRET, publishedAt: 12 },
  ...{ comment: { state: 'waiting', attempt: 1, externalId: SECRET }, caption: SECRET, sealedToken: SECRET },
  ...change,
});
const change = (from: TargetState | undefined, to: TargetState | undefined) =>
  changeOf(from && image(from), to && image(to));
/** Every way from one state to another, and into and out of being. */
const ways = [undefined, ...targetStates].flatMap((from) =>
  [undefined, ...targetStates].flatMap((to) => ((from ?? to) ? [[from, to] as const] : [])),
);
const toldOf = (from: TargetState | undefined, to: TargetState | undefined) =>
  subscribers.flatMap(({ queue, message }) => (message(change(from, to)) ? [queue.name] : []));

describe('what leaves with the change feed', () => {
  it('is of a target its ids, its numbers and its states, and nothing else', () => {
    expect(change('armed', 'published')).toStrictEqual({
      ...{ kind: 'target', ...ids, revision: 3, version: 7, fence: 2 },
      ...{ from: 'armed', to: 'published', publishedAt: 12 },
    });
    for (const [from, to] of ways) expect(JSON.stringify(change(from, to))).not.toContain(SECRET);
  });

  it('has no field that could hold a text', () => {
    for (const { shape } of Object.values(events))
      expect(Object.entries(shape).filter(([, field]) => field.safeParse(SECRET).success)).toEqual([]);
  });

  it('is to each subscriber what its own queue takes, field by field', () => {
    for (const [from, to] of ways)
      for (const { queue, message } of subscribers) {
        const told = message(change(from, to));
        if (told) expect(queue.message.parse(told), queue.name).toStrictEqual(told);
        expect(JSON.stringify(told) ?? '').not.toContain(SECRET);
      }
  });

  it('is nothing at all of what is no such item', () => {
    expect(() => changeOf(undefined, { ...image('armed'), __edb_e__: 'account' })).toThrow();
    expect(() => changeOf(undefined, { ...image('armed'), postId: SECRET })).toThrow();
    expect(() => changeOf(undefined, undefined)).toThrow();
  });
});

describe('who hears of a change', () => {
  it.each([
    ['nobody while the state stays', 'staged', 'staged', []],
    ['the roll-up of every other state', 'scheduled', 'claimed', ['posts-rollup']],
    ['the account as well when it is published', 'armed', 'published', ['posts-rollup', 'social-mark']],
    ['people as well when it waits for them', 'unknown', 'needs_review', ['posts-rollup', 'notifications-notify']],
    ['the roll-up of a new target', undefined, 'draft', ['posts-rollup']],
    ['the roll-up of a removed one, however it stood', 'failed', undefined, ['posts-rollup']],
  ] as const)('%s', (_, from, to, names) => {
    expect(toldOf(from, to)).toEqual(names);
  });

  it('people, of exactly the four states in which only they can go on', () => {
    const asking = targetStates.filter((to) => toldOf('armed', to).includes('notifications-notify'));
    expect(asking).toEqual(['partial', 'failed', 'missed', 'needs_review']);
  });
});
