import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type OwnJourney, startJourney } from '#test/support/journey.ts';
import { type Desk, draft, type Person, readyToPublish, signedIn } from '#test/support/journey-person.ts';

let journey: OwnJourney;
let manager: Person;
let desk: Desk;
const children: ChildProcess[] = [];
/** Images are known by their address, so the ports must be the same after a start, as with `npm start`. */
const port = 21_000 + (process.pid % 400) * 20;

beforeAll(async () => {
  // On a cloud of its own: it is stopped and killed.
  journey = await startJourney({ port });
  manager = await journey.openBusiness('manager@cafe.example');
  desk = await readyToPublish(manager);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await journey?.close();
});

const schedule = async (caption: string, minutes: number) => {
  const { postId, revision } = await draft(manager, desk, caption);
  const wallTime = journey.inMinutes(minutes);
  return manager.api.posts.schedule({ params: { postId }, body: { revision, wallTime } });
};
const stateOf = async (postId: string) => (await manager.api.posts.get({ params: { postId } })).state;
const timesOut = async (caption: string) => (await journey.published()).filter((one) => one === caption).length;

/** The laptop is closed for so long: nothing runs, time passes. */
async function offFor(minutes: number) {
  await journey.stop();
  passTime(minutes);
  await back();
}

function passTime(minutes: number) {
  const db = new DatabaseSync(join(journey.dataDir, 'state.sqlite'));
  const change = "UPDATE local_cloud SET value = CAST(CAST(value AS REAL) + ? AS TEXT) WHERE key = 'clock_offset'";
  const { changes } = db.prepare(change).run(minutes * 60_000);
  db.close();
  expect(changes).toBe(1);
}

async function back() {
  await journey.restart();
  manager = await signedIn(journey.endpoints(), manager.email, manager.password);
}

describe('after a stop and a new start on the same folder', () => {
  it('everything is still there: login, account, image, drafts and what was published', async () => {
    const kept = await draft(manager, desk, 'a draft for later');
    const { postId } = await schedule('before the night', 10);
    await journey.advance('PT11M');
    const before = await manager.api.posts.get({ params: { postId } });
    await journey.stop();
    await back();
    expect(await manager.api.posts.get({ params: { postId: kept.postId } })).toEqual(kept);
    expect(await manager.api.posts.get({ params: { postId } })).toEqual(before);
    expect((await manager.api.social.accounts()).items).toMatchObject([{ username: 'mubarakiya.cafe' }]);
    expect((await manager.api.media.get({ params: { mediaId: desk.image.mediaId } })).state).toBe('ready');
    expect(await timesOut('before the night')).toBe(1);
  });

  it('a post that came due meanwhile is published when that is still within its grace', async () => {
    const { postId } = await schedule('within the grace', 10);
    await journey.settle();
    await offFor(30);
    await journey.advance('PT6M');
    expect(await stateOf(postId)).toBe('published');
    expect(await timesOut('within the grace')).toBe(1);
  });

  it('a post that came due too long ago is missed and asked about, never sent late', async () => {
    const { postId } = await schedule('too late', 10);
    await journey.settle();
    await offFor(180);
    await journey.advance('PT6M');
    const post = await manager.api.posts.get({ params: { postId } });
    expect(post).toMatchObject({ state: 'missed', targets: [{ reason: 'publishing.grace_over' }] });
    expect(await timesOut('too late')).toBe(0);
  });
});

describe('killed in the middle of a publish', () => {
  it('the post is out exactly once, although nobody heard the answer', async () => {
    const { postId } = await schedule('killed', 2);
    await journey.settle();
    await journey.stop();
    const control = await startProcess();
    const order = (path: string, body: object) =>
      fetch(`${control}${path}`, { method: 'POST', body: JSON.stringify(body) });
    await order('/faults/instagram', { operation: 'media_publish', when: 'after', delayMs: 60_000 });
    const pushed = order('/clock', { advance: 'PT4M' }).catch(() => undefined);
    await vi.waitFor(
      async () => {
        const rows: unknown = await (await fetch(`${control}/ledger/instagram`)).json();
        expect(Array.isArray(rows) && rows.at(-1)).toMatchObject({ operation: 'media_publish' });
        expect(JSON.stringify(rows)).toContain('killed');
      },
      { timeout: 30_000, interval: 50 },
    );
    const ended = once(children.at(-1) ?? process, 'exit');
    children.at(-1)?.kill('SIGKILL');
    await Promise.all([ended, pushed]);

    await back();
    expect(await stateOf(postId)).toBe('publishing');
    await journey.advance('PT20M');
    expect(await stateOf(postId)).toBe('published');
    expect(await timesOut('killed')).toBe(1);
  });
});

async function startProcess(): Promise<string> {
  const script = fileURLToPath(new URL('../support/journey-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script, journey.dataDir, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = await once(child.stdout, 'data');
  return String(line).trim();
}
