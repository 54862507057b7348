import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accounts } from '#local/sandbox/instagram/accounts.ts';
import type { Post } from '#shared/posts/contract.ts';
import { busyStates, isResting, type TargetState } from '#shared/publishing/states.ts';
import type { Figures, MatrixRow } from './fault-rows.ts';
import type { Journey } from './journey.ts';
import { type Desk, draft, type Person, readyToPublish } from './journey-person.ts';
import { joinJourney } from './shared-journey.ts';

const MINUTE = 60_000;
const LONGEST_IN_BETWEEN_MS = 15 * MINUTE;
const worker = 'publishing-publish';
const working = new Set<TargetState | undefined>(busyStates);

export type FaultGround = Awaited<ReturnType<typeof startFaultGround>>;
export type FaultCase = ReturnType<FaultGround['open']>;
export type Piece = { postId: string; revision: number; caption: string };
type Kill = { at: string | number; when?: 'before' | 'after' };
type Fault = { operation: string; times?: number } & Record<string, unknown>;

/**
 * The running application with one business on two accounts, and one case per row of the fault matrix. Call it in
 * `beforeAll`; `open` a row at the beginning of its test, `assess` it at the end.
 */
export async function startFaultGround() {
  const journey = await joinJourney();
  const manager = await journey.openBusiness('manager@cafe.example');
  await journey.turn('/settings', { quotaTotal: 10_000 });
  const desk = await readyToPublish(manager);
  return {
    journey,
    manager,
    desk,
    /** Everything mended; a new case for this row. */
    open: (row: MatrixRow) => openCase(row, { journey, manager, desk }),
    /** All faults taken back, all queues well. */
    mend: () => mend(journey),
    close: () => journey.close(),
  };
}

async function mend(journey: Journey) {
  await journey.mend();
  for (const queue of ['due', 'publish'])
    await journey.order(`/queues/${queue}`, { paused: false, deliver: 1, reorder: false });
}

function openCase(row: MatrixRow, { journey, manager, desk }: { journey: Journey; manager: Person; desk: Desk }) {
  const { posts } = manager.api;
  /** All words a post ever had, by its id. */
  const words = new Map<string, string[]>();
  const ordered = { kills: 0, faults: new Map<string, number>() };
  let counted = 0;

  const read = async (postId: string) => posts.get({ params: { postId } });
  /** One after the other: requests at once would each start a function of their own. */
  const all = async () => {
    const found: Post[] = [];
    for (const postId of words.keys()) found.push(await read(postId));
    return found;
  };

  /** Deaths and faults that really met somebody since the last mending. */
  const met = async () => {
    const state = await journey.state();
    const open = state.kills.reduce((sum, { times }) => sum + times, 0);
    const faults = [...ordered.faults].map(([service, times]) => times - timesOf(state.faults[service] ?? []));
    return ordered.kills - open + faults.reduce((sum, times) => sum + times, 0);
  };

  return {
    row,
    read,
    /** Writes a draft that no other row knows, on the case's account or on others. */
    async write(how: string, on: Pick<Desk, 'mediaIds' | 'accountIds'> = desk): Promise<Piece> {
      const caption = `${row} ${how} ${words.size + 1}`;
      const { postId, revision } = await draft(manager, on, caption);
      words.set(postId, [caption]);
      return { postId, revision, caption };
    },
    /** Changes the words; returns the new revision. */
    async edit({ postId, revision, caption }: Piece): Promise<Piece> {
      const changed = `${caption} edited`;
      const { mediaIds, accountIds } = desk;
      const body = { caption: changed, mediaIds, accountIds, revision };
      const post = await posts.edit({ params: { postId }, body });
      words.set(postId, [...(words.get(postId) ?? []), changed]);
      return { postId, revision: post.revision, caption: changed };
    },
    cancel: ({ postId, revision }: Piece) => posts.cancel({ params: { postId }, body: { revision } }),
    /** Asks for it to go out now, without waiting for anything. */
    publish: ({ postId, revision }: Piece) => posts.publish({ params: { postId }, body: { revision } }),
    /** Asks for it to go out now, and lets `duration` pass: by default enough for a day without faults. */
    async now(piece: Piece, duration = 'PT20S') {
      await posts.publish({ params: { postId: piece.postId }, body: { revision: piece.revision } });
      await journey.advance(duration);
    },
    /** Schedules it in so many minutes; its schedule is there afterwards. */
    async schedule({ postId, revision, caption }: Piece, minutes: number): Promise<Piece & { schedule: string }> {
      const body = { revision, wallTime: journey.inMinutes(minutes) };
      const post = await posts.schedule({ params: { postId }, body });
      await journey.settle();
      return { postId, revision: post.revision, caption, schedule: `${postId}-${post.revision}` };
    },
    /** Sends everything that failed, was missed or was stopped again, as the client would after the trouble is over. */
    async retry() {
      for (const { postId, revision, targets } of await all())
        for (const { targetId, state, reason } of targets)
          if (state === 'failed' || state === 'missed' || (state === 'paused' && reason !== undefined))
            await posts.retry({ params: { postId, targetId }, body: { revision } });
    },
    async kill(kill: Kill, functionName = worker) {
      ordered.kills++;
      await journey.order(`/functions/${functionName}/kill`, kill);
    },
    async break(service: string, ...faults: Fault[]) {
      ordered.faults.set(service, (ordered.faults.get(service) ?? 0) + timesOf(faults));
      await journey.order(`/faults/${service}`, faults);
    },
    met,
    /** The trouble is over: what is still open is taken back, what met somebody is counted. */
    async mend() {
      counted += await met();
      ordered.kills = 0;
      ordered.faults.clear();
      await mend(journey);
    },
    /** Faults that no order counts. */
    count(times: number): void {
      counted += times;
    },
    all,
    /** How often each of the words of this case went out, over all accounts. */
    async out(piece: Piece): Promise<number> {
      return (await published(journey)).filter(({ caption }) => caption === piece.caption).length;
    },
    /** For each post: how many milliseconds after its minute it went out, or undefined when it did not. */
    async lateness(): Promise<{ dueAt: number; lateMs: number | undefined }[]> {
      const held = await published(journey);
      return (await all()).map(({ caption, schedule }) => {
        const [dueAt, one] = [schedule?.publishAt ?? 0, held.find((medium) => medium.caption === caption)];
        return { dueAt, lateMs: one && one.at - dueAt };
      });
    },
    /** Lets time pass until everything rests, at most this many minutes. */
    async rest(most = 45) {
      for (let minutes = 0; minutes < most; minutes += 3) {
        const targets = (await all()).flatMap((post) => post.targets);
        if (targets.every(({ state }) => isResting(state))) return;
        await journey.advance('PT3M');
      }
    },
    /** Counts the case against what the outside really has, and keeps the figures for the fault table. */
    async assess(allowed: readonly TargetState[]): Promise<Figures> {
      await this.mend();
      const held = await published(journey);
      const found = { targets: 0, lost: 0, duplicated: 0, stuck: 0, needsReview: 0 };
      for (const { postId, targets } of await all()) {
        const history = await posts.history({ params: { postId }, query: { limit: 100 } });
        const mine = held.filter(({ caption }) => words.get(postId)?.includes(caption));
        for (const { targetId, username, state } of targets) {
          const times = mine.filter((one) => one.username === username).length;
          found.targets++;
          found.duplicated += Math.max(times - 1, 0);
          if (!isResting(state) || wasStuck(history.items.filter((one) => one.targetId === targetId))) found.stuck++;
          else if (!allowed.includes(state) || (state === 'published') !== times > 0) found.lost++;
          if (state === 'needs_review') found.needsReview++;
        }
      }
      return keep({ row, injected: counted, ...found });
    },
  };
}

/** How often faults strike; one that leaves a call as it is only lets it pass. */
const timesOf = (faults: readonly Fault[]): number =>
  faults.reduce((sum, { times = 1, error, status, reset, body }) => {
    const strikes = [error, status, reset, body].some((effect) => effect !== undefined);
    return sum + (strikes ? times : 0);
  }, 0);

/** Whether a target ever stood in between for longer than a quarter of an hour; `history` is newest first. */
const wasStuck = (history: readonly { at: number; state?: TargetState | undefined }[]): boolean =>
  history.some(({ at, state }, position) => {
    const next = history[position - 1];
    return working.has(state) && next !== undefined && next.at - at > LONGEST_IN_BETWEEN_MS;
  });

/** What Instagram made visible: words, account and moment. */
export async function published(journey: Journey) {
  const rows = await journey.ledger();
  const containers = new Map(
    rows.filter(({ operation }) => operation === 'create_container').map((row) => [row.id, row]),
  );
  return rows
    .filter(({ operation }) => operation === 'media_publish')
    .map(({ account, at, request }) => ({
      at,
      username: accounts.find(({ id }) => id === account)?.username ?? account,
      caption: containers.get(request.creation_id ?? '')?.request.caption ?? 'a container nobody made',
    }));
}

/** Several tests may add to one row. `npm run faults` reads the files. */
const kept = new Map<MatrixRow, Figures>();
function keep(figures: Figures): Figures {
  const before = kept.get(figures.row);
  const sum = { ...figures };
  if (before)
    for (const name of ['targets', 'injected', 'lost', 'duplicated', 'stuck', 'needsReview'] as const)
      sum[name] += before[name];
  kept.set(figures.row, sum);
  const folder = process.env.KSA_FAULT_FIGURES;
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${figures.row}.json`), JSON.stringify(sum));
  }
  return figures;
}
