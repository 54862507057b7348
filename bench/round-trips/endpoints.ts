import { arabic } from '../arabic.ts';
import type { Metered } from './meter.ts';
import type { World } from './world.ts';

/** One line of the budget table: what was done, what it cost, what it may cost. */
export type Line = {
  what: string;
  cost: Metered;
  /** Which calls count. @default all AWS calls */
  service?: string;
  budget: { calls?: number; writeUnits?: number; readUnits?: number };
  /** The units are in another line already. */
  onlyCalls?: true;
  /** Not what it cost, but how long one invocation was occupied with it. */
  occupiedMs?: number;
};

const captions = [
  { name: '300 characters', caption: arabic(300), editUnits: 12 },
  { name: '2,200 Arabic characters', caption: arabic(2200), editUnits: 24 },
];
const NEXT_YEAR = 2027;
/** Six in the evening of a day in March of next year, in Kuwait. */
export const wallTime = (day: number) => `${NEXT_YEAR}-03-${String(day).padStart(2, '0')}T18:00`;
const zone = 'Asia/Kuwait' as const;

/** Every request of the budget table, each measured once on its own post. */
export async function measureEndpoints(world: World): Promise<Line[]> {
  return [...(await reading(world)), ...(await writing(world)), ...(await planning(world))];
}

async function reading({ as, author, backend, metered }: World): Promise<Line[]> {
  const warm = as(author);
  const lines: Line[] = [];
  for (const { name, caption } of captions) {
    const { postId } = await warm.create({ body: { caption, mediaIds: [], accountIds: [] } });
    const stranger = as(await backend.signInAs('editor', author.clientId));
    const first = await metered(() => stranger.get({ params: { postId } }));
    const again = await metered(() => stranger.get({ params: { postId } }));
    if (lines.length === 0) lines.push(authentication(first, again));
    lines.push({ what: `GET one post, ${name}`, cost: first, budget: { calls: 2, readUnits: 2 } });
  }
  for (let count = lines.length; count <= 25; count++)
    await warm.create({ body: { caption: arabic(300), mediaIds: [], accountIds: [] } });
  await warm.list({ query: { limit: 25 } });
  const reader = as(await backend.signInAs('editor', author.clientId));
  const cost = await metered(() => reader.list({ query: { limit: 25 } }));
  return [...lines, { what: 'GET list, 25 headers', cost, budget: { calls: 2, readUnits: 4.5 } }];
}

/** What the first call of a person costs more than their second, with the keys of tokens known. */
function authentication(first: Metered, again: Metered): Line {
  const calls = Object.fromEntries(
    Object.entries(first.calls).map(([service, count]) => [service, count - (again.calls[service] ?? 0)]),
  );
  const cost = { ...first, calls, readUnits: first.readUnits - again.readUnits, trace: ['GetItem'] };
  return { what: 'authentication, not remembered', cost, budget: { calls: 1, readUnits: 0.5 } };
}

async function writing(world: World): Promise<Line[]> {
  const { as, author, accountId, metered } = world;
  const posts = as(author);
  const lines: Line[] = [];
  const measure = async (what: string, editUnits: number, content: Parameters<typeof posts.create>[0]['body']) => {
    let postId = '';
    const created = await metered(async () => {
      ({ postId } = await posts.create({ body: content }));
    });
    const body = { ...content, caption: `${content.caption.slice(1)}.`, revision: 1 };
    const edited = await metered(() => posts.edit({ params: { postId }, body }));
    const budget = { calls: 3, writeUnits: editUnits };
    lines.push({ what: `POST draft, ${what}`, cost: created, budget });
    lines.push({ what: `PUT draft, ${what}`, cost: edited, budget });
  };
  for (const { name, caption, editUnits } of captions)
    await measure(name, editUnits, { caption, mediaIds: [], accountIds: [] });
  for (const { name, caption, editUnits } of captions) {
    const mediaIds = [await world.image()];
    await measure(`${name}, image and account`, editUnits, { caption, mediaIds, accountIds: [accountId] });
  }
  return lines;
}

async function planning(world: World): Promise<Line[]> {
  const { as, author, accountId, metered } = world;
  const posts = as(author);
  const lines: Line[] = [];
  for (const { name, caption } of captions) {
    const content = { caption, mediaIds: [await world.image()], accountIds: [accountId] };
    const { postId } = await posts.create({ body: content });
    const params = { postId };
    const acts = {
      schedule: () => posts.schedule({ params, body: { revision: 1, wallTime: wallTime(1), zone } }),
      reschedule: () => posts.schedule({ params, body: { revision: 2, wallTime: wallTime(2), zone } }),
      pause: () => posts.pause({ params, body: { revision: 3 } }),
      resume: () => posts.resume({ params, body: { revision: 4 } }),
      cancel: () => posts.cancel({ params, body: { revision: 5 } }),
      'publish now': () => posts.publish({ params, body: { revision: 6 } }),
    };
    for (const [act, run] of Object.entries(acts)) {
      const cost = await metered(run);
      // The fourth call of the budget's four is the scheduler's, which the planner makes after the answer.
      lines.push({ what: `${act}, ${name}`, cost, budget: { calls: 4, writeUnits: 16 } });
    }
  }
  return lines;
}
