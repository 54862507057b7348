import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Journey, startJourney } from '#test/support/journey.ts';
import { type Person, readyToPublish } from '#test/support/journey-person.ts';

let journey: Journey;
let manager: Person;
let ready: Awaited<ReturnType<typeof readyToPublish>>;

beforeAll(async () => {
  journey = await startJourney();
  manager = await journey.openBusiness('manager@cafe.example');
  ready = await readyToPublish(manager);
});
afterAll(() => journey.close());

const draft = (caption: string) =>
  manager.api.posts.create({
    body: { caption, mediaIds: ready.mediaIds, accountIds: ready.accountIds },
  });

describe('a business and its posts', () => {
  it('publishes a scheduled post at its minute, exactly once, and shows where it is', async () => {
    const caption = 'قهوتنا العربية على أصولها ☕️ #قهوة_عربية @mubarakiya.cafe';
    const { postId, revision } = await draft(caption);
    const params = { postId };
    await manager.api.posts.schedule({ params, body: { revision, wallTime: journey.inMinutes(10) } });

    await journey.advance('PT8M');
    expect((await manager.api.posts.get({ params })).state).toBe('scheduled');
    await journey.advance('PT3M');

    const post = await manager.api.posts.get({ params });
    expect(post).toMatchObject({ state: 'published', targets: [{ state: 'published' }] });
    expect(post.targets[0]?.permalink).toMatch(/\/p\/[\w-]+\/$/);
    expect(await journey.published()).toHaveLength(1);
  });
});
