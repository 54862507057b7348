import { parseDate, parseTime } from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Calendar, CalendarCell, CalendarGrid } from 'react-aria-components/Calendar';
import { DateInput, DateSegment } from 'react-aria-components/DateField';
import { DatePicker } from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Group } from 'react-aria-components/Group';
import { Heading } from 'react-aria-components/Heading';
import { Label } from 'react-aria-components/Label';
import { TimeField } from 'react-aria-components/TimeField';
import { useText } from '../../../lib/i18n.ts';
import { Popover } from '../../../ui/popover.tsx';
import { strings } from '../strings.ts';
import type { Part } from './when-stand-in.tsx';

export type DateAndTimeProps = {
  /** `YYYY-MM-DD` or empty. */
  date: string;
  /** `HH:mm` or empty. */
  time: string;
  /** The first day that may be chosen, `YYYY-MM-DD`. */
  earliest: string;
  invalid: boolean;
  /** Id of the sentence that says what is wrong. */
  describedBy?: string | undefined;
  /** The part that takes the focus when it appears. */
  focus?: Part | undefined;
  /** Show the days at once: the calendar had been pressed before this was here. */
  opens?: boolean;
  onChange: (change: { date?: string; time?: string }) => void;
};

const box = 'flex min-h-11 items-center rounded-xl border border-field bg-surface ps-3 invalid:border-danger';
const arrow = 'grid size-11 place-items-center rounded-xl hover:bg-brand-wash disabled:opacity-40';
const segment =
  'rounded px-0.5 tabular-nums outline-none placeholder-shown:text-soft focus:bg-brand focus:text-on-brand';

/** Date and time in parts that are typed or stepped, and a calendar to pick from. Loaded when it is first needed. */
export function DateAndTime({
  date,
  time,
  earliest,
  invalid,
  describedBy,
  focus,
  opens = false,
  onChange,
}: DateAndTimeProps) {
  const { t } = useText();
  const described = describedBy ? { 'aria-describedby': describedBy } : {};
  return (
    <div className="flex flex-wrap gap-3">
      <DatePicker
        {...described}
        autoFocus={focus === 'date' || focus === 'calendar'}
        defaultOpen={opens}
        value={date === '' ? null : parseDate(date)}
        onChange={(value) => onChange({ date: value?.toString() ?? '' })}
        minValue={parseDate(earliest)}
        isInvalid={invalid}
        validationBehavior="aria"
        firstDayOfWeek="sun"
        shouldForceLeadingZeros
        className="min-w-56 flex-1"
      >
        <Label className="mb-1 block font-medium">{t(strings.date)}</Label>
        <Group className={box}>
          <DateInput className="flex-1 py-2">{(part) => <DateSegment segment={part} className={segment} />}</DateInput>
          <Button aria-label={t(strings.chooseDate)} className={arrow}>
            <CalendarDays aria-hidden="true" className="size-5" />
          </Button>
        </Group>
        <DayPopover />
      </DatePicker>
      <TimeField
        {...described}
        autoFocus={focus === 'time'}
        value={time === '' ? null : parseTime(time)}
        onChange={(value) => onChange({ time: value?.toString().slice(0, 5) ?? '' })}
        isInvalid={invalid}
        validationBehavior="aria"
        className="min-w-36 flex-1"
      >
        <Label className="mb-1 block font-medium">{t(strings.time)}</Label>
        <DateInput className="min-h-11 rounded-xl border border-field bg-surface px-3 py-2 invalid:border-danger">
          {(part) => <DateSegment segment={part} className={segment} />}
        </DateInput>
      </TimeField>
    </div>
  );
}

function DayPopover() {
  return (
    <Popover className="rounded-2xl border border-line bg-raised p-3 shadow-over">
      <Dialog className="outline-none">
        <Calendar>
          <div className="mb-2 flex items-center justify-between">
            <Button slot="previous" className={arrow}>
              <ChevronLeft aria-hidden="true" className="flip-rtl size-5" />
            </Button>
            <Heading className="font-semibold" />
            <Button slot="next" className={arrow}>
              <ChevronRight aria-hidden="true" className="flip-rtl size-5" />
            </Button>
          </div>
          <CalendarGrid className="border-separate border-spacing-0.5">
            {(day) => (
              <CalendarCell
                date={day}
                className="grid size-9 cursor-pointer place-items-center min-[22.5rem]:size-10 rounded-xl tabular-nums outside-month:hidden hover:bg-brand-wash disabled:cursor-default disabled:text-soft disabled:opacity-50 selected:bg-brand selected:text-on-brand"
              />
            )}
          </CalendarGrid>
        </Calendar>
      </Dialog>
    </Popover>
  );
}
