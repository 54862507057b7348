import { describe, expect, it } from 'vitest';
import type { FaultReport, PublishingEvent } from '#shared/publishing/event.ts';
import { type TargetState, targetStates } from '#shared/publishing/states.ts';
import { step } from '#shared/publishing/step.ts';
import { at, createTarget, DUE } from './build.ts';
import { moved } from './moved.ts';

const MINUTE = 60_000;
const fault: FaultReport = { disposition: 'retry', reason: 'platform.busy' };
const failed = (during: 'stage' | 'check' | 'publish' | 'reconcile' | 'permalink'): PublishingEvent => ({
  type: 'fault',
  fence: 1,
  during,
  fault,
});

describe('a report that comes at the wrong time', () => {
  it.each<[string, PublishingEvent, TargetState[]]>([
    ['it is handed over', { type: 'staged', fence: 1, handle: { containerId: '9' } }, ['scheduled', 'claimed']],
    ['it is processed', { type: 'checked', fence: 1, found: 'ready' }, ['staged']],
    ['it is out', { type: 'published', fence: 1, externalId: '17' }, ['armed']],
    ['it was looked for', { type: 'reconciled', fence: 1, found: 'processing' }, ['accepted', 'unknown']],
    ['handing over failed', failed('stage'), ['scheduled', 'claimed']],
    ['checking failed', failed('check'), ['scheduled', 'staged']],
    ['the call failed', failed('publish'), ['armed']],
    ['looking for it failed', failed('reconcile'), ['accepted', 'unknown']],
  ])('%s: changes nothing in any other state', (_, event, states) => {
    const changing = targetStates.filter((state) => step(createTarget({ state }), event, at(0)).kind === 'moved');
    expect(changing.sort()).toEqual(states.sort());
    for (const state of targetStates.filter((one) => !states.includes(one)))
      expect(step(createTarget({ state }), event, at(0))).toEqual({ kind: 'ignored', why: 'impossible' });
  });

  it('an address that was not found changes nothing in any state', () => {
    for (const state of targetStates)
      expect(step(createTarget({ state }), failed('permalink'), at(0))).toEqual({ kind: 'ignored', why: 'resting' });
  });
});

describe('a call that did not succeed before anything can be visible', () => {
  const claimed = createTarget({ state: 'claimed', attempt: 1, handle: { part: '1' } });
  const staged = createTarget({ ...claimed, state: 'staged', stagedAt: DUE });
  const armed = createTarget({ ...staged, state: 'armed', armedAt: DUE, armUntil: DUE + 20_000 });
  const reported = (from: typeof claimed, during: 'stage' | 'check' | 'publish', report: FaultReport) =>
    moved(step(from, { type: 'fault', fence: 1, during, fault: report }, at(1_000)));

  it('an unclear answer leaves no doubt: it is tried again with what is there', () => {
    const unclear: FaultReport = { disposition: 'unknown', reason: 'platform.unavailable' };
    for (const again of [reported(claimed, 'stage', unclear), reported(staged, 'check', unclear)])
      expect(again).toMatchObject({
        target: { state: 'scheduled', reason: 'platform.unavailable', handle: { part: '1' } },
        effects: [{ do: 'look', afterMs: 15_000 }],
      });
    expect(reported(staged, 'check', unclear).target.stagedAt).toBe(DUE);
  });

  it('what the network wants anew is thrown away and made again later, with the reason told', () => {
    const again = reported(staged, 'check', { disposition: 'restage', reason: 'media.unreachable' });
    expect(again.target).toMatchObject({ state: 'scheduled', reason: 'media.unreachable', polls: 0 });
    expect([again.target.handle, again.target.stagedAt]).toEqual([undefined, undefined]);
  });

  it('a call that was refused for the moment is armed anew later', () => {
    const again = reported(armed, 'publish', fault);
    expect(again.target).toMatchObject({ state: 'scheduled', reason: 'platform.busy', stagedAt: DUE });
    expect([again.target.armedAt, again.target.armUntil]).toEqual([undefined, undefined]);
  });

  it('an unclear answer to the call itself is doubt, and says why', () => {
    const doubt = reported(armed, 'publish', { disposition: 'unknown', reason: 'platform.blocked' });
    expect(doubt.target).toMatchObject({ state: 'unknown', reason: 'platform.blocked', armedAt: DUE });
  });

  it.each([
    ['failed', { ...staged, attempt: 5 }, 1_000],
    ['missed', staged, 60 * MINUTE],
  ] as const)('given up (%s), it leaves nothing with the network that could still go out', (state, from, ms) => {
    const report = { type: 'fault', fence: 1, during: 'check', fault } as const;
    const { target } = moved(step(createTarget(from), report, at(ms)));
    expect(target).toMatchObject({ targetId: 'tg_1', version: 8, state, reason: 'platform.busy' });
    expect([target.handle, target.stagedAt, target.armUntil]).toEqual([undefined, undefined, undefined]);
  });

  it.each(['permanent', 'reconnect'] as const)('%s: rests, and is made anew when a person sends it again', (end) => {
    const { target } = reported(staged, 'check', { disposition: end, reason: 'content.refused' });
    expect(target).toMatchObject({ targetId: 'tg_1', state: 'failed', reason: 'content.refused' });
    expect([target.handle, target.checkAt, target.leaseUntil]).toEqual([undefined, undefined, undefined]);
  });
});
