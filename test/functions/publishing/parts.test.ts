import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { adapters } from '#functions/platforms/adapters.ts';
import { instagramPublisher } from '#functions/platforms/instagram/publish.ts';
import type { Fault, Publisher } from '#functions/platforms/platform.ts';
import type { Post } from '#shared/posts/contract.ts';
import { type Business, type PublishingWorld, startPublishingWorld } from './world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: PublishingWorld;
let cafe: Business;
beforeAll(async () => {
  world = await startPublishingWorld();
  cafe = await world.openBusiness();
}, 30_000);
afterEach(() => {
  adapters.instagram.publisher = instagramPublisher;
});
afterAll(() => world.close());

const read = ({ postId }: Post) => cafe.calls.get({ params: { postId } });
const retry = async (post: Post) => {
  const { revision, targets } = await read(post);
  const params = { postId: post.postId, targetId: targets[0]?.targetId ?? '' };
  await cafe.calls.retry({ params, body: { revision } });
};
const fault = (disposition: Fault['disposition'], reason: Fault['reason']) =>
  ({ ok: false, fault: { disposition, reason, detail: 'ordered' } }) as const;
const value = <T>(of: T) => ({ ok: true, value: of }) as const;

/** A network whose posts have `images` to hand over one by one, and `pieces` that go out one by one. */
function modelOf({ images = 1, pieces = 1 }) {
  const ordered = { stage: new Map<number, Fault['disposition']>(), publish: new Map<number, Fault['disposition']>() };
  const held: string[] = [];
  const out: { part: number; images: string[] }[] = [];
  let calls = { stage: 0, publish: 0 };
  const publisher: Publisher = {
    ...instagramPublisher,
    stage: {
      safety: 'repeatable',
      async run(_, { handle }) {
        calls = { ...calls, stage: calls.stage + 1 };
        const no = ordered.stage.get(calls.stage);
        if (no) return fault(no, 'media.unreachable');
        const children = [...(handle.children ?? '').split(',').filter(Boolean), `c${held.length + 1}`];
        held.push(`c${held.length + 1}`);
        return value({ handle: { children: children.join(',') }, more: children.length < images, pieces });
      },
    },
    check: { safety: 'read', run: async () => value('ready') },
    publish: {
      safety: 'irreversible',
      async run(_, { handle, parts }) {
        calls = { ...calls, publish: calls.publish + 1 };
        const no = ordered.publish.get(calls.publish);
        if (no === 'permanent') return fault(no, 'content.refused');
        out.push({ part: parts.length, images: (handle.children ?? '').split(',') });
        return no ? fault(no, 'publishing.in_doubt') : value({ externalId: `p${parts.length}` });
      },
    },
    reconcile: {
      safety: 'read',
      run: async (_, { parts }) =>
        out.some(({ part }) => part === parts.length)
          ? value({ found: 'live', externalId: `p${parts.length}` })
          : value({ found: 'absent' }),
    },
    permalink: { safety: 'read', run: async () => value({ permalink: 'https://example.com/p' }) },
  };
  adapters.instagram.publisher = publisher;
  return { ordered, held, out, calls: () => calls };
}

describe('F16 a post of three images', () => {
  it('F16 of which the second fails for the moment: the first is used again, and nothing of it is seen before all are there', async () => {
    const model = modelOf({ images: 3 });
    model.ordered.stage.set(2, 'retry');
    const post = await cafe.now(await cafe.write('second image fails'));
    await world.pass(10);
    expect((await read(post)).state).toBe('published');
    expect(model.out).toEqual([{ part: 0, images: ['c1', 'c2', 'c3'] }]);
    expect(model.held).toHaveLength(3);
  });

  it.each([2, 3, 4])('F16 whose worker dies at write %i between them: out once, complete', async (nth) => {
    const model = modelOf({ images: 3 });
    const post = await cafe.now(await cafe.write(`dies at ${nth}`));
    await world.stream();
    const crash = world.crashAtWrite(nth, 'after');
    await world.pass(1);
    crash.stop();
    expect(crash.happened()).toBe(true);
    await world.pass(14);
    expect((await read(post)).state).toBe('published');
    expect(model.out.map(({ images }) => images.length)).toEqual([3]);
    expect(model.held).toHaveLength(3);
  });
});

describe('F17 a thread of three parts', () => {
  it('F17 goes out in order, each once', async () => {
    const model = modelOf({ pieces: 3 });
    const post = await cafe.now(await cafe.write('thread'));
    await world.pass(2);
    expect((await read(post)).targets[0]).toMatchObject({ state: 'published', permalink: 'https://example.com/p' });
    expect(model.out.map(({ part }) => part)).toEqual([0, 1, 2]);
  });

  it('F17 of which the second is refused is partly published; sent again it goes on from there', async () => {
    const model = modelOf({ pieces: 3 });
    model.ordered.publish.set(2, 'permanent');
    const post = await cafe.now(await cafe.write('second part refused'));
    await world.pass(2);
    expect(await read(post)).toMatchObject({
      state: 'partial',
      targets: [{ state: 'partial', reason: 'content.refused' }],
    });
    expect(model.out.map(({ part }) => part)).toEqual([0]);

    await retry(post);
    await world.pass(2);
    expect((await read(post)).state).toBe('published');
    expect(model.out.map(({ part }) => part)).toEqual([0, 1, 2]);
  });

  it('F17 of which the answer to the second is lost: found again, never sent twice', async () => {
    const model = modelOf({ pieces: 3 });
    model.ordered.publish.set(2, 'unknown');
    const post = await cafe.now(await cafe.write('second answer lost'));
    await world.pass(5);
    expect((await read(post)).state).toBe('published');
    expect(model.out.map(({ part }) => part)).toEqual([0, 1, 2]);
  });
});
