import * as clientCalendars from '#functions/calendar/client-calendar.store.ts';
import * as ministry from '#functions/calendar/ministry-year.store.ts';
import * as platformCalendars from '#functions/calendar/platform-calendar.store.ts';
import * as checks from '#functions/calendar/prayer-check.store.ts';
import { usualPolicy } from '#shared/calendar/prayer-policy.ts';
import { type Access, clientId, T } from '#test/functions/runtime/access.ts';

const settings = { version: 1, policy: usualPolicy, slots: { usual: [], ramadan: [] } };
const said = { version: 1, ramadan: 'auto', announced: [], observed: [] } as const;

export const access: Access = {
  reads: {
    calendarOfClient: [
      'What does a business say of its calendar?',
      () => clientCalendars.calendarOfClient(clientId),
      'Get | table | $ksa#clientid_cl_a | $clientcalendar_1',
    ],
    saidOfCalendar: [
      'What is announced?',
      () => platformCalendars.saidOfCalendar(),
      'Get | table | $ksa#part_calendar | $platformcalendar_1',
    ],
    ministryYears: [
      'What are the printed minutes?',
      () => ministry.ministryYears(),
      'Query | table | $ksa#part_minutes | begins_with(sk, $ministryyear_1#year_)',
    ],
    lastCheck: [
      'What did the last comparison find?',
      () => checks.lastCheck(),
      'Get | table | $ksa#part_check | $prayercheck_1',
    ],
  },
  counts: {
    storeCheck: [
      () => checks.storeCheck({ at: T, outcome: 'unreachable' }),
      'Put | table | $ksa#part_check | $prayercheck_1',
    ],
  },
  writes: {
    calendarOfClientChanged: [
      () => clientCalendars.calendarOfClientChanged(clientId, settings),
      'TransactPut | table | $ksa#clientid_cl_a | $clientcalendar_1',
    ],
    saidOfCalendarChanged: [
      () => platformCalendars.saidOfCalendarChanged({ ...said, announced: [], observed: [] }),
      'TransactPut | table | $ksa#part_calendar | $platformcalendar_1',
    ],
    ministryYearChanged: [
      () => ministry.ministryYearChanged(2026, undefined, [], T),
      'TransactPut | table | $ksa#part_minutes | $ministryyear_1#year_2026',
    ],
  },
  across: {
    saidOfCalendar: 'there is one moon',
    ministryYears: 'the Ministry prints one table for the country',
    lastCheck: 'one comparison for the country',
  },
};
