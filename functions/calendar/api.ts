import { api } from '#runtime/api.ts';
import { calendar } from '#shared/calendar/contract.ts';
import { readBestTimes } from './best-times.ts';
import { changeSettings, readSettings } from './change-settings.ts';
import { announceMonth, moveHoliday, switchRamadan } from './govern-calendar.ts';
import { importMinutes } from './import-minutes.ts';
import { tellVerdict } from './judge-time.ts';
import { nextSlots } from './next-slots.ts';
import { platformCalendar } from './platform-calendar.ts';
import { readDays, readPrayerTimes } from './read-days.ts';

export const handler = api(calendar, {
  prayerTimes: ({ actor, query }) => readPrayerTimes(actor, query),
  days: ({ actor, query }) => readDays(actor, query),
  verdict: ({ actor, query }) => tellVerdict(actor.clientId, query),
  settings: ({ actor }) => readSettings(actor),
  changePolicy: ({ actor, body }) => changeSettings(actor, body),
  changeSlots: ({ actor, body }) => changeSettings(actor, body),
  nextSlots: ({ actor, query }) => nextSlots(actor, query),
  bestTimes: ({ actor }) => readBestTimes(actor),
  platform: () => platformCalendar(),
  switchRamadan: ({ actor, body }) => switchRamadan(actor, body),
  announceMonth: ({ actor, body }) => announceMonth(actor, body),
  moveHoliday: ({ actor, body }) => moveHoliday(actor, body),
  importMinutes: ({ actor, body }) => importMinutes(actor, body),
});
