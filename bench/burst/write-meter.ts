import type { PostState } from '#shared/publishing/states.ts';
import type { Target } from '#shared/publishing/target.ts';
import type { Kernel } from '#test/simulation/kernel.ts';

const SECOND = 1000;
/** As in functions/posts/target.entity.ts and functions/social/account.entity.ts. */
const [DUE_SHARDS, REFRESH_SHARDS] = [16, 8];

/** Whose post it is; the account's number decides in which shard its token waits for a refresh. */
export type Owned = { post: number; client: string; account: number };

/** What the table had to take in its worst second. */
export type Peaks = {
  /** Write units a second, of the table and its three indexes together. */
  all: number;
  /** The table or the one of its indexes that had most to take: DynamoDB gives each of them a limit of its own. */
  busiest: Peak;
  /** The busiest single partition key value, in the table or in one of its indexes. */
  hottest: Peak;
};
type Peak = { name: string; units: number };

/**
 * Counts write units by DynamoDB's price rule, for each partition key value of the table and of its indexes. Items are
 * at most 1 KB, but for accounts, whose sealed token makes them 2 KB. A transaction costs twice; an index is written
 * once, twice when the item moves in it.
 */
export function createWriteMeter(kernel: Kernel) {
  const all = new Map<string, number>();
  const byStore = new Map<string, number>();
  const byKey = new Map<string, number>();
  const add = (key: string, units: number): void => {
    if (units === 0) return;
    const [store] = key.split(' ');
    const second = `@${Math.floor(kernel.now() / SECOND)}`;
    grow(all, second, units);
    grow(byStore, `${store} ${second}`, units);
    grow(byKey, `${key} ${second}`, units);
  };

  return {
    /** A stored move: in a transaction with its row of the history, or alone when there is nothing to tell. */
    move({ post, client }: Owned, before: Target, after: Target, isTold: boolean): void {
      add(`table post ${client}/${post}`, isTold ? 2 : 1);
      if (isTold) add(`table history ${client}/${post}`, 2);
      const moves = before.checkAt !== undefined && after.checkAt !== undefined ? 2 : 1;
      add(`gsi3 shard ${post % DUE_SHARDS}`, before.checkAt === after.checkAt ? 0 : moves);
    },
    /** The roll-up writes the header: its calendar entry is overwritten, its entry by state goes and comes. */
    header({ post, client }: Owned, from: PostState, to: PostState): void {
      add(`table post ${client}/${post}`, 1);
      add(`gsi1 ${client}`, 1);
      add(`gsi2 ${client} ${from}`, 1);
      add(`gsi2 ${client} ${to}`, 1);
    },
    /** The roll-up notes when the account published last; accounts stand in an index by when they are refreshed. */
    account({ client, account }: Owned): void {
      add(`table accounts ${client}`, 2);
      add(`gsi2 refresh ${account % REFRESH_SHARDS}`, 2);
    },
    total: () => [...all.values()].reduce((sum, units) => sum + units, 0),
    peaks: (): Peaks => ({ all: peakOf(all).units, busiest: peakOf(byStore), hottest: peakOf(byKey) }),
  };
}

const grow = (sums: Map<string, number>, name: string, units: number) =>
  void sums.set(name, (sums.get(name) ?? 0) + units);

function peakOf(sums: ReadonlyMap<string, number>): Peak {
  let peak = { name: '', units: 0 };
  for (const [name, units] of sums) if (units > peak.units) peak = { name, units };
  return peak;
}
