import { describe, expect, it } from 'vitest';
import type { PublishingEvent } from '#shared/publishing/event.ts';
import { measuresOf, type PublishingMeasures } from '#shared/publishing/measures.ts';
import { step } from '#shared/publishing/step.ts';
import type { Target } from '#shared/publishing/target.ts';
import { at, createTarget, DUE } from './build.ts';

const MINUTE = 60_000;

/** Runs a target through events, each so many milliseconds after its minute, and tells what every move measured. */
function measured(from: Target, ...events: [ms: number, event: PublishingEvent][]): PublishingMeasures[] {
  let target = from;
  return events.map(([ms, event]) => {
    const next = step(target, event, at(ms));
    if (next.kind !== 'moved') throw new Error(`Expected a move, got ${JSON.stringify(next)}`);
    const measures = measuresOf(target, next.target, next.action);
    target = next.target;
    return measures;
  });
}

const look: PublishingEvent = { type: 'look' };
const stage: PublishingEvent = { type: 'staged', fence: 2, handle: { containerId: '9' } };
const ready: PublishingEvent = { type: 'checked', fence: 2, found: 'ready' };
const publish: PublishingEvent = { type: 'published', fence: 2, externalId: '17' };
const fault = (during: 'stage' | 'publish', disposition: 'retry' | 'permanent' | 'unknown'): PublishingEvent => ({
  type: 'fault',
  fence: 2,
  during,
  fault: { disposition, reason: 'platform.busy' },
});

describe('a post that meets no trouble', () => {
  it('is measured once, with the time from its minute', () => {
    const all = measured(createTarget(), [0, look], [1_000, stage], [6_000, ready], [7_500, publish]);
    expect(all).toEqual([{}, {}, {}, { Published: 1, TimeToPublish: 7_500 }]);
  });

  it('that went out some seconds early was on time', () => {
    const all = measured(createTarget(), [-20_000, look], [-19_000, stage], [-14_000, ready], [-13_000, publish]);
    expect(all.at(-1)).toEqual({ Published: 1, TimeToPublish: 0 });
  });

  it('whose address is found later is not published again', () => {
    const out = createTarget({ state: 'published', fence: 2, externalId: '17', checkAt: DUE });
    expect(measured(out, [MINUTE, look], [MINUTE, { ...publish, permalink: 'https://p' }])).toEqual([{}, {}]);
  });
});

describe('trouble', () => {
  it('an attempt that is made again later is a retry', () => {
    expect(measured(createTarget(), [0, look], [900, fault('stage', 'retry')])).toEqual([{}, { Retries: 1 }]);
  });

  it('the last attempt is a failure, not another retry', () => {
    const last = createTarget({ state: 'claimed', fence: 2, attempt: 5 });
    expect(measured(last, [900, fault('stage', 'retry')])).toEqual([{ Failed: 1 }]);
  });

  it('what is refused for good is a failure', () => {
    expect(measured(createTarget(), [0, look], [900, fault('stage', 'permanent')]).at(-1)).toEqual({ Failed: 1 });
  });

  it('doubt counts once, however often it is looked at; found, it counts as long as it was not known to be out', () => {
    const all = measured(
      createTarget(),
      ...(
        [
          [0, look],
          [1_000, stage],
          [6_000, ready],
          [26_000, fault('publish', 'unknown')],
        ] as const
      ).map(([ms, event]): [number, PublishingEvent] => [ms, event]),
      [41_000, { type: 'reconciled', fence: 2, found: 'processing' }],
      [180_000, { type: 'reconciled', fence: 2, found: 'live', externalId: '17' }],
    );
    expect(all.slice(3)).toEqual([{ Unknowns: 1 }, {}, { Published: 1, TimeToPublish: 180_000 }]);
  });

  it('proved absent after doubt, it is a retry', () => {
    const unknown = createTarget({
      state: 'unknown',
      fence: 2,
      attempt: 1,
      armedAt: DUE,
      armUntil: DUE,
      absentAt: DUE,
    });
    expect(measured(unknown, [5 * MINUTE, { type: 'reconciled', fence: 2, found: 'absent' }])).toEqual([
      { Retries: 1 },
    ]);
  });

  it('doubt that does not end is a question to a person', () => {
    const unknown = createTarget({ state: 'unknown', fence: 2, armedAt: DUE, armUntil: DUE });
    const still: PublishingEvent = { type: 'reconciled', fence: 2, found: 'processing' };
    expect(measured(unknown, [13 * MINUTE, still])).toEqual([{ NeedsReview: 1 }]);
  });

  it('a thread of which a part is refused is a failure', () => {
    const thread = createTarget({ state: 'armed', fence: 2, pieces: 2, parts: ['p1'] });
    expect(measured(thread, [0, fault('publish', 'permanent')])).toEqual([{ Failed: 1 }]);
  });

  it('a time is measured only when both its ends are known', () => {
    const out = createTarget({ state: 'published' });
    expect(measuresOf(createTarget(), out, undefined)).toEqual({ Published: 1 });
    const withoutMinute = { ...out, publishAt: undefined, publishedAt: DUE };
    expect(measuresOf(createTarget(), withoutMinute, undefined)).toEqual({ Published: 1 });
  });

  it('a post whose hour is over is missed', () => {
    expect(measured(createTarget(), [61 * MINUTE, look])).toEqual([{ Missed: 1 }]);
  });
});
