import { chanceOf } from '#test/simulation/chance.ts';
import { createKernel, type Kernel } from '#test/simulation/kernel.ts';

const SECOND = 1000;

/** A queue in front of a function, as the template sets it. */
export type Poller = { batchSize: number; maxConcurrency: number };

/** What AWS and the networks are taken to do. Each figure has its source in bench/README.md. */
export const assumptions = {
  /** One-time schedules that fire per second, and how long after their minute's beginning the last ones do. */
  firesPerSecond: 500,
  latestFireMs: 59 * SECOND,
  /** A queue's poller begins with so many batches at once and adds so many each second. */
  firstBatches: 5,
  moreBatchesPerSecond: 5,
  /** One call to the table or to a queue. */
  awsCallMs: { least: 5, most: 30 },
  /** One call to the network; making a post visible takes longer. */
  platformCallMs: { least: 200, most: 1_200 },
  publishCallMs: { least: 800, most: 4_000 },
  /** A prepared image is ready after so long; one in twenty takes longer. */
  processingMs: { least: 500, most: 4_000 },
  slowProcessingMs: { least: 5_000, most: 40_000 },
  pollDelaysMs: [5_000, 10_000, 20_000, 60_000],
};

/** Write units of a target's four moves (claim, staged, armed, published), as measured by P4. */
export type Moves = readonly [number, number, number, number];

export type Burst = {
  posts: number;
  /** Share of all posts that one client owns; the others belong to clients with five each. */
  largestShare: number;
  due: Poller;
  publish: Poller;
  moves: Moves;
  seed: number;
};

/** When each target's irreversible call began (ms after its minute), and what the table had to take. */
export type Outcome = {
  firstLookMs: number[];
  publishMs: number[];
  peakWritesPerSecond: number;
  peakWritesOfOneClient: number;
};

/**
 * All posts fall due in the same minute. Schedules fire, the due queue fans out, workers claim, stage, come back after
 * the poll delay, arm and publish; each stage has the ramp and the limits of its queue.
 */
export function simulateBurst({ posts, largestShare, due, publish, moves, seed }: Burst): Outcome {
  const chance = chanceOf(seed);
  const kernel = createKernel(0, chance, { strikes: () => false, injected: () => new Map() });
  const { awsCallMs: aws, platformCallMs: platform, publishCallMs: making } = assumptions;
  const some = ({ least, most }: { least: number; most: number }) => chance.between(least, most);
  const writes = createWriteMeter(kernel);
  const outcome = { firstLookMs: [] as number[], publishMs: [] as number[] };
  const clientOf = (post: number) => (post < posts * largestShare ? 'largest' : `client ${Math.floor(post / 5)}`);

  /** A worker's first look: claim, stage, leave a message for the check. */
  const prepare = (post: number): number => {
    outcome.firstLookMs.push(kernel.now());
    writes.add(clientOf(post), moves[0]);
    const ms = some(aws) * 3 + some(platform);
    kernel.after(ms, () => {
      writes.add(clientOf(post), moves[1]);
      const processing = some(chance.happens(0.05) ? assumptions.slowProcessingMs : assumptions.processingMs);
      const readyAt = kernel.now() + processing;
      kernel.after(assumptions.pollDelaysMs[0] ?? 0, () => looks.put(() => finish(post, readyAt, 1)));
    });
    return ms;
  };
  /** Its later looks: not ready comes again; ready is armed and published. */
  const finish = (post: number, readyAt: number, polls: number): number => {
    const asking = some(platform);
    if (readyAt > kernel.now() + asking) {
      const { pollDelaysMs } = assumptions;
      const delay = pollDelaysMs[Math.min(polls, pollDelaysMs.length - 1)] ?? 0;
      kernel.after(asking + delay, () => looks.put(() => finish(post, readyAt, polls + 1)));
      return asking + some(aws);
    }
    const armed = asking + some(aws);
    kernel.after(armed, () => {
      writes.add(clientOf(post), moves[2]);
      outcome.publishMs.push(kernel.now());
    });
    const ms = armed + some(making) + some(platform) + some(aws);
    kernel.after(ms, () => writes.add(clientOf(post), moves[3]));
    return ms;
  };

  const looks = createStage(kernel, publish);
  const dues = createStage(kernel, due);
  const order = Array.from({ length: posts }, (_, post) => ({ post, at: chance.below(assumptions.latestFireMs) }));
  order.sort((a, b) => a.at - b.at);
  let earliest = 0;
  for (const { post, at } of order) {
    earliest = Math.max(at, earliest + SECOND / assumptions.firesPerSecond);
    kernel.after(earliest, () =>
      dues.put(() => {
        const ms = some(aws) * 2;
        kernel.after(ms, () => looks.put(() => prepare(post)));
        return ms;
      }),
    );
  }
  kernel.run(3_600 * SECOND);
  return { ...outcome, ...writes.peaks() };
}

/** A queue whose poller ramps up. A batch takes as long as its slowest message, because messages run side by side. */
function createStage(kernel: Kernel, { batchSize, maxConcurrency }: Poller) {
  const waiting: (() => number)[] = [];
  let running = 0;
  let since: number | undefined;
  const allowed = () => {
    const seconds = (kernel.now() - (since ?? kernel.now())) / SECOND;
    const { firstBatches, moreBatchesPerSecond } = assumptions;
    return Math.min(maxConcurrency, Math.floor(firstBatches + moreBatchesPerSecond * seconds));
  };
  const pump = (): void => {
    while (waiting.length > 0 && running < allowed()) {
      running++;
      const longest = Math.max(...waiting.splice(0, batchSize).map((begin) => begin()));
      kernel.after(longest, () => {
        running--;
        pump();
      });
    }
    if (waiting.length > 0 && running < maxConcurrency) kernel.after(SECOND / 5, pump);
  };
  return {
    put(message: () => number): void {
      since ??= kernel.now();
      waiting.push(message);
      if (running < allowed()) pump();
    },
  };
}

function createWriteMeter(kernel: Kernel) {
  const all = new Map<number, number>();
  const byClient = new Map<string, number>();
  const grow = <K>(map: Map<K, number>, key: K, units: number) => void map.set(key, (map.get(key) ?? 0) + units);
  return {
    add(client: string, units: number): void {
      const second = Math.floor(kernel.now() / SECOND);
      grow(all, second, units);
      grow(byClient, `${client} ${second}`, units);
    },
    peaks: () => ({
      peakWritesPerSecond: Math.max(0, ...all.values()),
      peakWritesOfOneClient: [...byClient.values()].reduce((most, units) => Math.max(most, units), 0),
    }),
  };
}
