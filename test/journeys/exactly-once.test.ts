import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '#cloud/test/chance.ts';
import type { Journey } from '#test/support/journey.ts';
import { draft, type Person, readyToPublish } from '#test/support/journey-person.ts';
import { joinJourney } from '#test/support/shared-journey.ts';

const POSTS = 200;
const KILLS = 24;
/** Calls of the worker to AWS and Instagram that 200 posts need at least; the kills are spread over them. */
const CALLS = 1600;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

let journey: Journey;
let manager: Person;
let earlierDeaths: number;

beforeAll(async () => {
  journey = await joinJourney();
  earlierDeaths = await deathsOf();
  manager = await journey.openBusiness('manager@cafe.example');
  await journey.turn('/settings', { quotaTotal: 10_000 });
});
afterAll(() => journey?.close());

describe('200 posts that are due in the same minute', () => {
  it('all go out exactly once, whatever is delivered twice, killed or cut off', async () => {
    const desk = await readyToPublish(manager);
    const captions = Array.from({ length: POSTS }, (_, index) => `بوست رقم ${index} #قهوة`);
    const wallTime = journey.inMinutes(60);
    await inLanes(captions, async (caption) => {
      const { postId, revision } = await draft(manager, desk, caption);
      await manager.api.posts.schedule({ params: { postId }, body: { revision, wallTime } });
    });
    for (const queue of ['due', 'publish']) await journey.order(`/queues/${queue}`, { deliver: 2 });
    const kills = killPoints();
    for (const kill of kills) await journey.order('/functions/publishing-publish/kill', kill);
    await journey.break({ operation: 'media_publish', times: 5, reset: 'after' });
    await journey.break({ operation: 'media_publish', times: 3, reset: 'before' });
    await journey.advance('PT61M');
    let minutes = 1;
    while ((await countOf('published')) < POSTS && minutes < 60) {
      await journey.advance('PT3M');
      minutes += 3;
    }

    const out = await journey.published();
    const state = await journey.state();
    const deaths = (await deathsOf()) - earlierDeaths;
    const doubles = out.length - new Set(out).size;
    const stuck = POSTS - (await countOf('published'));
    console.log(
      `exactly once: ${POSTS} posts, ${out.length} media in the ledger, ${doubles} doubles, ${stuck} stuck, ` +
        `${deaths} workers killed, all out ${minutes} min after the minute (seed ${seed}: ${kills.map(({ at, when }) => `${when} ${at}`).join(', ')})`,
    );
    expect(new Set(out)).toEqual(new Set(captions));
    expect({ media: out.length, stuck }).toEqual({ media: POSTS, stuck: 0 });
    expect(state.kills).toEqual([]);
    expect(deaths).toBeGreaterThanOrEqual(KILLS);
  });
});

const deathsOf = async () => (await journey.state()).functions['publishing-publish']?.failures ?? 0;

/** Six deaths around the calls that matter most, the others anywhere. */
function killPoints(): { at: string | number; when: 'before' | 'after' }[] {
  const chance = seeded(seed);
  const named = ['media_publish', 'create_container', 'dynamodb:PutItem'].flatMap((at) => [
    { at, when: 'before' as const },
    { at, when: 'after' as const },
  ]);
  const anywhere = Array.from({ length: KILLS - named.length }, () => ({
    at: 1 + Math.floor(chance() * CALLS),
    when: chance() < 0.5 ? ('before' as const) : ('after' as const),
  }));
  return [...named, ...anywhere];
}

async function countOf(state: 'published'): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await manager.api.posts.list({ query: { state, limit: 100, ...(cursor ? { cursor } : {}) } });
    count += page.items.length;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return count;
}

/** Four requests at a time, as a few open pages would send. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}
