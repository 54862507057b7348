// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '#shared/posts/contract.ts';
import { foldHistory } from '../../../web/src/features/posts/detail/fold-history.ts';

const MINUTE = 60_000;
const target = { targetId: 'tg_a' };
const created: HistoryEntry = { at: 0, action: 'post.created', actor: 'Sara' };
const scheduled: HistoryEntry = { at: MINUTE, action: 'post.scheduled', actor: 'Sara' };

/** Twenty tries against a network that answers nobody, as the audit log holds them; newest first. */
const outage = (from: number, tries = 20): HistoryEntry[] =>
  Array.from({ length: tries }, (_, at): HistoryEntry[] => [
    { at: from + at * MINUTE, action: 'target.claimed', state: 'claimed', ...target },
    {
      at: from + at * MINUTE + 1,
      action: 'target.deferred',
      state: 'scheduled',
      reason: 'platform.unavailable',
      ...target,
    },
  ])
    .flat()
    .reverse();

const told = (entries: readonly HistoryEntry[]) =>
  foldHistory(entries).map(({ entry, times, since }) => [entry.action, times, since / MINUTE]);

describe('the history of an outage', () => {
  it('tells what was tried again and again once: how often, when last, when first', () => {
    const lines = foldHistory([...outage(10 * MINUTE), scheduled, created]);
    expect(lines.map(({ entry, times }) => [entry.action, times])).toEqual([
      ['target.deferred', 20],
      ['target.claimed', 20],
      ['post.scheduled', 1],
      ['post.created', 1],
    ]);
    expect(lines[1]).toMatchObject({ entry: { at: 29 * MINUTE }, since: 10 * MINUTE });
  });

  it('is told apart from the one before a person took it in hand', () => {
    const retried: HistoryEntry = { at: 100 * MINUTE, action: 'target.retried', actor: 'Sara', ...target };
    expect(told([...outage(200 * MINUTE, 3), retried, ...outage(10 * MINUTE, 2)])).toEqual([
      ['target.deferred', 3, expect.closeTo(200)],
      ['target.claimed', 3, 200],
      ['target.retried', 1, 100],
      ['target.deferred', 2, expect.closeTo(10)],
      ['target.claimed', 2, 10],
    ]);
  });

  it('keeps accounts and reasons apart', () => {
    const [line] = outage(0, 1);
    if (!line) throw new Error('no line');
    const others: HistoryEntry[] = [line, { ...line, targetId: 'tg_b' }, { ...line, reason: 'platform.busy' }];
    expect(foldHistory(others)).toHaveLength(3);
  });
});

describe('a history without repetition', () => {
  it('stays as it is, and what a person did twice is told twice', () => {
    const twice = [{ ...scheduled, at: 2 * MINUTE }, scheduled, created];
    expect(told(twice)).toEqual([
      ['post.scheduled', 1, 2],
      ['post.scheduled', 1, 1],
      ['post.created', 1, 0],
    ]);
  });
});
