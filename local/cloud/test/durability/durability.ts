import { type ChildProcess, fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { type Clients, clientsOf, type Writer, writers } from './writers.ts';

/** What a run of kills has shown. `lost` and `unreadable` name every single case. */
export type Durability = {
  kills: number;
  seed: number;
  acknowledged: number;
  /** Kills that hit at least one write under way. */
  inFlight: number;
  lost: string[];
  unreadable: string[];
  seconds: number;
};

const tellEvery = 100;
const longestLifeMs = 200;
/** One in so many kills hits the opening of the state itself. */
const earlyKills = 8;
const Answer = z.object({
  urls: z.optional(
    z.object({ dynamodb: z.string(), s3: z.string(), sqs: z.string(), scheduler: z.string(), queue: z.string() }),
  ),
  unreadable: z.optional(z.string()),
});

/**
 * Kills the services in the middle of writes, again and again on one data folder, and looks after each kill whether
 * everything that was acknowledged is there.
 */
export async function killWhileWriting(kills: number, seed: number, say = (_: string) => {}): Promise<Durability> {
  const folder = mkdtempSync(join(tmpdir(), 'ksa-durability-'));
  const [dataDir, cache] = [join(folder, 'data'), join(folder, 'compiled')];
  const chance = chanceOf(seed);
  const books = writers().map((writer) => ({ writer, acknowledged: 0, tried: 0, answers: 0 }));
  const result: Durability = { kills: 0, seed, acknowledged: 0, inFlight: 0, lost: [], unreadable: [], seconds: 0 };
  const started = performance.now();
  let spare = load(cache);
  try {
    for (; ; result.kills++) {
      if (result.kills > 0 && result.kills % tellEvery === 0) say(`${result.kills} kills`);
      const child = spare;
      spare = load(cache);
      child.send(dataDir);
      if (result.kills < kills && chance() < 1 / earlyKills) {
        await pause(chance() * 20);
        await kill(child);
        continue;
      }
      const { urls, unreadable } = Answer.parse((await once(child, 'message'))[0]);
      if (urls === undefined) {
        result.unreadable.push(`after kill ${result.kills}: ${unreadable}`);
        return result;
      }
      const clients = clientsOf(urls);
      result.lost.push(...(await checkAll(books, clients)).map((problem) => `after kill ${result.kills}: ${problem}`));
      if (result.kills < kills && (await writeUntilKilled(books, clients, child, chance() * longestLifeMs)))
        result.inFlight++;
      await kill(child);
      clients.destroy();
      if (result.kills >= kills) break;
    }
    return result;
  } finally {
    await kill(spare);
    result.acknowledged = books.reduce((sum, { answers }) => sum + answers, 0);
    result.seconds = (performance.now() - started) / 1000;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `acknowledged` and `tried` are versions; `answers` counts what was acknowledged in all lives. */
type Book = { writer: Writer; acknowledged: number; tried: number; answers: number };

async function checkAll(books: Book[], clients: Clients): Promise<string[]> {
  const problems = await Promise.all(
    books.map(async (book) => {
      const { writer, acknowledged, tried } = book;
      try {
        const found = await writer.find(clients, acknowledged);
        book.acknowledged = found;
        book.tried = found;
        const isRight = found === acknowledged || found === tried;
        return isRight ? [] : [`${writer.name}: version ${found} after ${acknowledged}`];
      } catch (error) {
        return [`${writer.name}: ${error instanceof Error ? error.message : error}`];
      }
    }),
  );
  return problems.flat();
}

/** True when at least one write was under way when the kill came. */
async function writeUntilKilled(
  books: Book[],
  clients: Clients,
  child: ChildProcess,
  lifeMs: number,
): Promise<boolean> {
  let isKilled = false;
  let isHit = false;
  const work = books.map(async (book) => {
    while (!isKilled) {
      const version = book.tried + 1;
      book.tried = version;
      try {
        await book.writer.write(clients, version);
        book.acknowledged = version;
        book.answers++;
      } catch (error) {
        if (!isKilled) throw error;
        isHit = true;
      }
    }
  });
  const writing = Promise.all(work);
  await Promise.race([pause(lifeMs), writing]);
  isKilled = true;
  await kill(child);
  await writing;
  return isHit;
}

/** A process that has loaded everything; compiled code is kept from one to the next. */
function load(cache: string): ChildProcess {
  const script = fileURLToPath(new URL('./durable-services.ts', import.meta.url));
  const env = { ...process.env, NODE_COMPILE_CACHE: cache };
  return fork(script, { execArgv: ['--disable-warning=ExperimentalWarning'], env });
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `node bench/local-cloud/durability.ts [--kills 1000] [--seed 7]` */
if (import.meta.main) {
  const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
  const seed = Number(values.seed ?? randomInt(2 ** 31));
  console.log(`seed ${seed}`);
  const { lost, unreadable, ...figures } = await killWhileWriting(Number(values.kills ?? 1000), seed, console.log);
  console.log(figures, `lost ${lost.length}, unreadable ${unreadable.length}`);
  for (const problem of [...lost, ...unreadable]) console.log(problem);
  process.exit(lost.length + unreadable.length === 0 ? 0 : 1);
}
