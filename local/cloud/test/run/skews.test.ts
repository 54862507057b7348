import { expect, it } from 'vitest';
import { createClock } from '#cloud/aws/clock.ts';
import { functionEndpoints } from '#cloud/run/control/functions.ts';
import { createKills } from '#cloud/run/kills.ts';
import { temporaryFunction, temporaryWorkers } from './temporary-function.ts';

const code = 'export const handler = () => Date.now()';
const MINUTE = 60_000;

function start() {
  const clock = createClock();
  const workers = temporaryWorkers([temporaryFunction(code), temporaryFunction(code, { name: 'other' })], { clock });
  const order = functionEndpoints({ workers, kills: createKills(() => undefined) })['POST /functions/*/skew'];
  const aheadMs = async (name: string) => {
    const outcome = await workers.invoke(name, {});
    const seen = outcome.ok ? Number(outcome.result) : Number.NaN;
    return Math.floor((seen - clock.now()) / MINUTE + 0.5) * MINUTE;
  };
  return { clock, workers, aheadMs, skew: (by: string, name = 'job') => order?.([name], { by }) };
}

it('a function whose clock is set wrong sees another time than the others, also after time was pushed', async () => {
  const { clock, aheadMs, skew } = start();
  expect(skew('PT5M')).toEqual({ job: 5 * MINUTE });
  await clock.advance(90 * MINUTE);
  expect([await aheadMs('job'), await aheadMs('other')]).toEqual([5 * MINUTE, 0]);
  skew('-PT5M');
  expect([await aheadMs('job'), await aheadMs('other')]).toEqual([-5 * MINUTE, 0]);
});

it('a clock is set right by PT0S, or with everything else', async () => {
  const { workers, aheadMs, skew } = start();
  skew('PT5M', 'other');
  skew('PT5M');
  expect(skew('PT0S')).toEqual({ other: 5 * MINUTE });
  expect(await aheadMs('job')).toBe(0);
  workers.clocks.clear();
  expect([await aheadMs('other'), workers.clocks.skews()]).toEqual([0, {}]);
});

it('an order that makes no sense is refused: a duration that is none, a function that is not there', () => {
  const { skew } = start();
  expect(() => skew('five minutes')).toThrow('ISO 8601');
  expect(() => skew('PT5M', 'nobody')).toThrow('No function nobody');
});
