// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setClockFrom } from '../../../web/src/lib/clock.ts';
import { formatFor } from '../../../web/src/lib/format.ts';

const ar = formatFor('ar');
const en = formatFor('en');
/** 18 February 2026, 6 in the evening in Kuwait: the first of Ramadan 1447. */
const ramadan = Date.parse('2026-02-18T15:00:00Z');
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u200e\u200f\u061c]/g, '');

describe('dates', () => {
  beforeEach(() => setClockFrom(new Date(ramadan).toUTCString()));
  afterEach(() => setClockFrom(new Date().toUTCString()));

  it('say the first of Ramadan 1447 on 18 February 2026', () => {
    expect(plain(ar.hijri(ramadan))).toBe('1 رمضان 1447 هـ');
    expect(plain(en.hijri(ramadan))).toMatch(/Ramadan 1, 1447|1 Ramadan 1447/);
    expect(ar.hijriDay(ramadan)).toContain('1');
    expect(plain(ar.hijriMonth(ramadan))).toContain('رمضان');
  });

  it('put the day before the month and use the digits 0–9 in both languages', () => {
    expect(en.shortDate(ramadan)).toBe('18/02/2026');
    expect(plain(ar.shortDate(ramadan))).toBe('18/02/2026');
    expect(plain(ar.weekdayDate(ramadan))).toBe('الأربعاء، 18 فبراير');
    expect(en.weekdayDate(ramadan)).toBe('Wednesday, 18 February');
  });

  it("follow Kuwait's clock, whatever the browser's zone", () => {
    expect(plain(en.time(ramadan))).toBe('6:00 PM');
    expect(plain(ar.time(ramadan))).toBe('6:00 م');
    const justAfterMidnightInKuwait = Date.parse('2026-02-17T21:30:00Z');
    expect(en.shortDate(justAfterMidnightInKuwait)).toBe('18/02/2026');
  });
});

describe('a day of another year', () => {
  /** Noon of 30 December 2026 in Kuwait. */
  const now = Date.parse('2026-12-30T09:00:00Z');
  const inJanuary = Date.parse('2027-01-02T15:00:00Z');
  beforeEach(() => setClockFrom(new Date(now).toUTCString()));
  afterEach(() => setClockFrom(new Date().toUTCString()));

  it('is said with its year, and a day of this year without', () => {
    expect(plain(ar.dateTime(inJanuary))).toBe('السبت، 2 يناير 2027، 6:00 م');
    expect(plain(en.dateTime(inJanuary))).toBe('Saturday, 2 January 2027, 6:00 PM');
    expect(plain(en.weekdayDate(inJanuary))).toBe('Saturday, 2 January 2027');
    expect(plain(ar.dateTime(ramadan))).toBe('الأربعاء، 18 فبراير، 6:00 م');
  });

  it("begins with Kuwait's midnight", () => {
    expect(plain(en.weekdayDate(Date.parse('2026-12-31T20:59:00Z')))).toBe('Thursday, 31 December');
    expect(plain(en.weekdayDate(Date.parse('2026-12-31T21:00:00Z')))).toBe('Friday, 1 January 2027');
  });
});

describe('amounts', () => {
  it('are dinars with three decimals, from whole fils', () => {
    expect(plain(en.money(12_500))).toBe('KWD 12.500');
    expect(plain(ar.money(12_500))).toBe('12.500 د.ك.');
    expect(plain(en.money(5))).toBe('KWD 0.005');
  });
});

describe('times from now', () => {
  const now = ramadan;
  it.each([
    [0, 'now', 'الآن'],
    [-30_000, 'now', 'الآن'],
    [-5 * 60_000, '5 minutes ago', 'قبل 5 دقائق'],
    [3 * 3_600_000, 'in 3 hours', 'خلال 3 ساعات'],
    [-86_400_000, 'yesterday', 'أمس'],
    [3 * 86_400_000, 'in 3 days', 'خلال 3 أيام'],
  ])('%i ms away is "%s"', (away, english, arabic) => {
    expect(en.relative(now + away, now)).toBe(english);
    expect(plain(ar.relative(now + away, now))).toBe(arabic);
  });

  it('say a wait in the largest fitting unit', () => {
    expect(en.duration(45)).toBe('45 seconds');
    expect(en.duration(240)).toBe('4 minutes');
    expect(en.duration(7200)).toBe('2 hours');
    expect(plain(ar.duration(240))).toBe('4 دقائق');
  });
});
