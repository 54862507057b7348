import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fiveYears } from './five-years.ts';

const here = fiveYears();

/** The same in a process of its own: its time zone is read once, when it begins. */
function inZone(zone: string): string {
  const { stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'five-years.ts')], {
    cwd: resolve(import.meta.dirname, '../../..'),
    env: { ...process.env, TZ: zone, NODE_OPTIONS: '' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

describe('2026 to 2030, every day in every governorate', () => {
  it('has its prayers in order, on their day, with Jumu’ah on Fridays only', () => {
    expect(here.days).toBe(1826);
    expect(here.wrong).toEqual([]);
  });

  it('has Ramadan and Eid when the tables say', () => {
    expect(here.ramadans.map(({ first, eid }) => `${first} ${eid}`)).toEqual([
      '2026-02-18 2026-03-20',
      '2027-02-08 2027-03-09',
      '2028-01-28 2028-02-26',
      '2029-01-16 2029-02-14',
      '2030-01-05 2030-02-04',
      '2030-12-26 2031-01-24',
    ]);
  });

  it.each(['UTC', 'Pacific/Auckland', 'America/Los_Angeles', 'Africa/Cairo'])(
    'says the same in a process that lives in %s',
    { timeout: 60_000 },
    (zone) => {
      expect(inZone(zone) === JSON.stringify(here)).toBe(true);
    },
  );
});
