import { describe, expect, it } from 'vitest';
import type { Command } from '#shared/publishing/command.ts';
import { applyCommand } from '#shared/publishing/command.ts';
import { targetsOfCommand } from '#shared/publishing/command-targets.ts';
import type { TargetState } from '#shared/publishing/states.ts';
import { targetStates } from '#shared/publishing/states.ts';
import { createTarget, DUE } from './build.ts';

const meant = (type: Command['type'], ...states: TargetState[]) =>
  targetsOfCommand(
    type,
    states.map((state) => ({ state })),
  ).map(({ state }) => state);

describe('which accounts of a post an act is about', () => {
  it('pausing holds back what can still be held back, and nothing else', () => {
    expect(meant('pause', 'published', 'scheduled', 'armed', 'claimed', 'failed', 'staged', 'paused')).toEqual([
      'scheduled',
      'claimed',
      'staged',
    ]);
  });

  it('resuming is about what is paused', () => {
    expect(meant('resume', 'published', 'paused', 'scheduled', 'draft')).toEqual(['paused']);
  });

  it('beside a paused account, what is out stands in the way of no decision about the rest', () => {
    expect(meant('schedule', 'published', 'paused', 'failed')).toEqual(['paused', 'failed']);
    expect(meant('cancel', 'published', 'paused', 'draft')).toEqual(['paused']);
    expect(meant('edit', 'published', 'paused')).toEqual(['published', 'paused']);
  });

  it('without a paused one every account counts, as before', () => {
    expect(meant('schedule', 'published', 'scheduled')).toEqual(['published', 'scheduled']);
    expect(meant('cancel', 'draft', 'scheduled')).toEqual(['draft', 'scheduled']);
  });

  it('when nothing fits, whoever won speaks first', () => {
    expect(meant('pause', 'failed', 'published', 'needs_review', 'armed')[0]).toBe('armed');
    expect(meant('pause', 'draft', 'published')[0]).toBe('published');
    expect(meant('resume', 'scheduled', 'published')[0]).toBe('published');
    expect(meant('pause')).toEqual([]);
  });

  it('offers to pause and to resume exactly what would not be refused', () => {
    for (const type of ['pause', 'resume'] as const)
      for (const state of targetStates) {
        const done = applyCommand(createTarget({ state }), { type, revision: 4 }, DUE - 1).done;
        // A second target that can always be paused or resumed shows whether the first was left alone.
        const other = type === 'pause' ? 'scheduled' : 'paused';
        expect(meant(type, state, other).length, `${type} ${state}`).toBe(done ? 2 : 1);
      }
  });
});
