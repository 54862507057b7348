import { describe, expect, it } from 'vitest';
import { applyCommand, type Command } from '#shared/publishing/command.ts';
import type { PublishingEvent } from '#shared/publishing/event.ts';
import { step } from '#shared/publishing/step.ts';
import type { Target } from '#shared/publishing/target.ts';
import { at, createTarget, DUE } from './build.ts';
import { moved } from './moved.ts';

const MINUTE = 60_000;
const look: PublishingEvent = { type: 'look' };
const retry = { disposition: 'retry', reason: 'platform.busy' } as const;
const staged = { state: 'staged', handle: { containerId: '9' }, stagedAt: DUE } as const;
const armed = { ...staged, state: 'armed', armedAt: DUE, armUntil: DUE } as const;

describe('what the history calls a move of the core', () => {
  it.each<[string, Partial<Target>, PublishingEvent, number]>([
    ['target.claimed', {}, look, 0],
    ['target.claimed', staged, look, 0],
    ['target.staged', { state: 'claimed' }, { type: 'staged', fence: 1, handle: {} }, 0],
    ['target.armed', staged, { type: 'checked', fence: 1, found: 'ready' }, 0],
    ['target.published', armed, { type: 'published', fence: 1, externalId: '17' }, 0],
    ['target.looked', { state: 'published' }, look, 0],
    [
      'target.linked',
      { state: 'published' },
      { type: 'published', fence: 1, externalId: '17', permalink: 'https://p' },
      0,
    ],
    ['target.unknown', armed, look, 3 * MINUTE],
    ['target.needs_review', armed, look, 13 * MINUTE],
    ['target.deferred', staged, { type: 'fault', fence: 1, during: 'check', fault: retry }, 0],
    ['target.failed', { ...staged, attempt: 5 }, look, 0],
    ['target.missed', staged, look, 61 * MINUTE],
    ['target.part_published', { ...armed, pieces: 2 }, { type: 'published', fence: 1, externalId: '17' }, 0],
    [
      'target.partial',
      { ...armed, pieces: 2, parts: ['p1'] },
      { type: 'fault', fence: 1, during: 'publish', fault: { disposition: 'permanent', reason: 'content.refused' } },
      0,
    ],
  ])('%s', (action, target, event, ms) => {
    expect(moved(step(createTarget(target), event, at(ms))).action).toBe(action);
  });
});

describe('what the history calls an act of a person', () => {
  it.each<[string, Partial<Target>, Command]>([
    ['target.scheduled', { state: 'draft' }, { type: 'schedule', revision: 4, publishAt: DUE }],
    ['target.edited', {}, { type: 'edit', revision: 4 }],
    ['target.cancelled', {}, { type: 'cancel', revision: 4 }],
    ['target.retried', { state: 'failed' }, { type: 'retry', revision: 4 }],
    ['target.confirmed', { state: 'needs_review' }, { type: 'resolve', revision: 4, seen: true }],
    ['target.denied', { state: 'needs_review' }, { type: 'resolve', revision: 4, seen: false }],
  ])('%s', (action, target, by) => {
    expect(applyCommand(createTarget(target), by, DUE)).toMatchObject({ done: true, action });
  });
});
