import * as z from 'zod/mini';
import { id } from '../contract/id.ts';
import type { Components } from '../contract/openapi-names.ts';
import { contract } from '../contract/route.ts';
import { text } from '../contract/text.ts';
import { civilDay, numberOfDay } from './civil-day.ts';
import { governorateNames } from './governorate.ts';
import { HIJRI_YEARS } from './hijri.ts';
import { occasionNames } from './occasion.ts';
import { prayers } from './prayer.ts';
import { prayerSources } from './prayer-day.ts';
import { PrayerPolicy } from './prayer-policy.ts';
import { ramadanSwitches } from './ramadan.ts';
import { Slot } from './slot.ts';
import { wallTime, zone } from './wall-time.ts';

/** A year and what a month's view shows around it. */
const MOST_DAYS = 400;

/** Days of Kuwait from one to another, both included, beside whatever else is asked. */
const span = <const More extends Record<string, z.ZodMiniType>>(more: More) =>
  z
    .strictObject({ from: civilDay, to: civilDay, ...more })
    .check(
      z.refine(isInTurn, { error: 'turned_round', path: ['to'] }),
      z.refine(isShort, { error: 'too_many', path: ['to'] }),
    );

type Span = Record<string, unknown>;
const dayIn = (value: unknown): string => (typeof value === 'string' ? value : '');
const isInTurn = ({ from, to }: Span): boolean => dayIn(from) <= dayIn(to);
const isShort = ({ from, to }: Span): boolean => numberOfDay(dayIn(to)) - numberOfDay(dayIn(from)) < MOST_DAYS;

/** The times of a day on Kuwait's clock, `HH:MM`. */
export const DayTimes = z.object({
  fajr: z.string(),
  sunrise: z.string(),
  dhuhr: z.string(),
  asr: z.string(),
  maghrib: z.string(),
  isha: z.string(),
});
export type DayTimes = z.infer<typeof DayTimes>;

/** `source`: the Ministry's printed minute, or computed, which may differ from it by one or two. */
export const PrayerTimesOfDay = z.object({ date: z.string(), times: DayTimes, source: z.enum(prayerSources) });

const OccasionOfDay = z.object({
  name: z.enum(occasionNames),
  kind: z.enum(['holiday', 'occasion']),
  /** Of an occasion of several days: which of them. */
  day: z.number(),
  /** By the moon, and not announced yet. */
  expected: z.boolean(),
  /** The day that is off instead, when the Cabinet moved it. */
  observed: z.optional(z.string()),
});

/** A day as the calendar shows it: both dates, what Kuwait keeps, and its prayers. */
export const KuwaitDay = z.object({
  date: z.string(),
  hijri: z.object({ year: z.number(), month: z.number(), day: z.number() }),
  ramadan: z.boolean(),
  occasions: z.array(OccasionOfDay),
  prayers: DayTimes,
});
export type KuwaitDay = z.infer<typeof KuwaitDay>;

/** A time with how many minutes it lies from what was asked; `wallTime` on the clock of the zone that was asked for. */
export const FreeTime = z.object({ publishAt: z.number(), wallTime: z.string(), minutes: z.number() });
export type FreeTime = z.infer<typeof FreeTime>;

/**
 * What the business's own rule says to a time: `clear`, or inside a prayer with what follows from it. `free`: where the
 * post goes (`shift`), until when it waits (`hold`), or what is suggested (`warn`).
 */
export const TimeVerdict = z.object({
  kind: z.enum(['clear', 'warn', 'shift', 'hold', 'refused']),
  prayer: z.optional(z.enum(prayers)),
  from: z.optional(z.number()),
  to: z.optional(z.number()),
  free: z.optional(FreeTime),
});
export type TimeVerdict = z.infer<typeof TimeVerdict>;

/** The weekly times of a queue; those of Ramadan take over by themselves. */
export const SlotPlan = z.strictObject({
  usual: z.array(Slot).check(z.maxLength(50)),
  ramadan: z.array(Slot).check(z.maxLength(50)),
});
export type SlotPlan = z.infer<typeof SlotPlan>;

/** `version` grows with every change; send it back, so that two people cannot overwrite each other. */
export const CalendarSettings = z.object({ version: z.number(), policy: PrayerPolicy, slots: SlotPlan });
export type CalendarSettings = z.infer<typeof CalendarSettings>;

/**
 * How well each hour of the week does, 0 to 100: seven days from Sunday, of 24 hours each, on Kuwait's clock. `basis`:
 * the business's own results, of which `posts` there are, or what is said of Kuwait until there are `enough`.
 */
const Heat = z.object({
  heat: z.array(z.array(z.number())),
  posts: z.number(),
  basis: z.enum(['prior', 'own']),
  enough: z.number(),
});
export const BestTimesView = z.object({ usual: Heat, ramadan: Heat });
export type BestTimesView = z.infer<typeof BestTimesView>;

const version = z.int().check(z.minimum(0));
const hijriMonth = {
  year: z.int().check(z.minimum(HIJRI_YEARS.first), z.maximum(HIJRI_YEARS.last)),
  month: z.int().check(z.minimum(1), z.maximum(12)),
};
const laterBy = z.union([z.literal(-1), z.literal(0), z.literal(1)]);

/** The last comparison with an independent source: the largest difference in minutes, or why there is none. */
export const PrayerCheck = z.object({
  at: z.number(),
  outcome: z.enum(['compared', 'differs', 'unreachable']),
  minutes: z.optional(z.number()),
  date: z.optional(z.string()),
});
export type PrayerCheck = z.infer<typeof PrayerCheck>;

/** What whoever runs the platform says of the calendar. */
export const PlatformCalendar = z.object({
  version: z.number(),
  ramadan: z.enum(ramadanSwitches),
  /** Months whose beginning was announced: so many days later than calculated. */
  announced: z.array(z.object({ ...hijriMonth, laterBy })),
  /** Holidays that the Cabinet moved: the day that is off instead. */
  observed: z.array(z.object({ name: z.enum(occasionNames), date: z.string(), observed: z.string() })),
  /** The years of which the Ministry's minutes are known, with how many days. */
  ministry: z.array(z.object({ year: z.number(), days: z.number(), importedAt: z.number() })),
  /** What follows from all that: the Ramadan that is now or next. */
  nextRamadan: z.optional(z.object({ year: z.number(), first: z.string(), eid: z.string(), expected: z.boolean() })),
  check: z.optional(PrayerCheck),
});
export type PlatformCalendar = z.infer<typeof PlatformCalendar>;

export const calendar = contract('calendar', {
  prayerTimes: {
    method: 'GET',
    path: '/prayer-times',
    permission: 'calendar:read',
    summary: 'Prayer times of a range of days, in a governorate or in that of the caller’s business',
    query: span({ governorate: z.optional(z.enum(governorateNames)) }),
    response: z.object({ governorate: z.enum(governorateNames), days: z.array(PrayerTimesOfDay) }),
  },
  days: {
    method: 'GET',
    path: '/calendar/days',
    permission: 'calendar:read',
    summary: 'Days with their Hijri date, Ramadan, holidays and occasions, and prayer times',
    query: span({}),
    response: z.object({ days: z.array(KuwaitDay) }),
  },
  verdict: {
    method: 'GET',
    path: '/calendar/verdict',
    permission: 'posts:read',
    summary: 'What the business’s rule for prayer times says to a time',
    query: z.strictObject({ wallTime, zone: z._default(zone, 'Asia/Kuwait') }),
    response: TimeVerdict,
  },
  settings: {
    method: 'GET',
    path: '/calendar/settings',
    permission: 'posts:read',
    summary: 'The business’s rule for prayer times, and its weekly slots',
    response: CalendarSettings,
  },
  changePolicy: {
    method: 'PUT',
    path: '/calendar/settings/policy',
    permission: 'calendar:write',
    summary: 'Change the rule for prayer times; scheduled posts keep their times and are judged anew at their minute',
    body: z.strictObject({ version, policy: PrayerPolicy }),
    response: CalendarSettings,
  },
  changeSlots: {
    method: 'PUT',
    path: '/calendar/settings/slots',
    permission: 'calendar:write',
    summary: 'Change the weekly slots, and those of Ramadan',
    body: z.strictObject({ version, slots: SlotPlan }),
    response: CalendarSettings,
  },
  nextSlots: {
    method: 'GET',
    path: '/calendar/next-slots',
    permission: 'posts:read',
    summary: 'The next free slots: of all accounts, or of one',
    query: z.strictObject({
      accountId: z.optional(id('account')),
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(50)), 1),
    }),
    response: z.object({ slots: z.array(FreeTime) }),
  },
  bestTimes: {
    method: 'GET',
    path: '/calendar/best-times',
    permission: 'posts:read',
    summary: 'The best hours of the week, for the usual year and for Ramadan, and what that rests on',
    response: BestTimesView,
  },
  platform: {
    method: 'GET',
    path: '/calendar/platform',
    permission: 'operations:read',
    summary: 'What the platform says of the calendar: Ramadan, announced moons, moved holidays, the Ministry’s minutes',
    response: PlatformCalendar,
  },
  switchRamadan: {
    method: 'PUT',
    path: '/calendar/platform/ramadan',
    permission: 'calendar:govern',
    summary: 'Let Ramadan follow the moon, or hold it on or off',
    body: z.strictObject({ version, ramadan: z.enum(ramadanSwitches) }),
    response: PlatformCalendar,
  },
  announceMonth: {
    method: 'PUT',
    path: '/calendar/platform/moon',
    permission: 'calendar:govern',
    summary: 'Say when a Hijri month begins: so many days later than calculated, or null to take that back',
    body: z.strictObject({ version, ...hijriMonth, laterBy: z.nullable(laterBy) }),
    response: PlatformCalendar,
  },
  moveHoliday: {
    method: 'PUT',
    path: '/calendar/platform/holidays',
    permission: 'calendar:govern',
    summary: 'Say which day is off instead of a holiday, or null to take that back',
    body: z.strictObject({
      version,
      name: z.enum(occasionNames),
      date: civilDay,
      observed: z.nullable(civilDay),
    }),
    response: PlatformCalendar,
  },
  importMinutes: {
    method: 'PUT',
    path: '/calendar/platform/minutes',
    permission: 'calendar:govern',
    summary: 'Import the Ministry’s table of prayer times; it replaces the days that it names',
    body: z.strictObject({ table: text(60_000, 1) }),
    response: PlatformCalendar,
  },
});

/** @public The schemas that the OpenAPI document names. */
export const components = {
  KuwaitDay: {
    schema: KuwaitDay,
    description: 'A day with both dates, Ramadan, what Kuwait keeps on it, and its prayer times.',
  },
  PrayerTimes: { schema: PrayerTimesOfDay, description: 'The prayer times of a day, and where they are from.' },
  BestTimes: { schema: BestTimesView, description: 'How well each hour of the week does, and what that rests on.' },
  TimeVerdict: { schema: TimeVerdict, description: 'What a business’s rule for prayer times says to a time.' },
  CalendarSettings: {
    schema: CalendarSettings,
    description: 'What a business wants at prayer time, and its weekly slots.',
  },
  PlatformCalendar: { schema: PlatformCalendar, description: 'What whoever runs the platform says of the calendar.' },
} satisfies Components;
