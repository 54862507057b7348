import { useMinute } from '../../../lib/clock.ts';
import { useText } from '../../../lib/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { NextSlotButton } from '../../calendar/next-slot-button.tsx';
import { PrayerNote } from '../../calendar/prayer-note.tsx';
import { quickTimes } from '../when/quick-times.ts';
import { WhenField } from '../when/when-field.tsx';
import { quickTimeStrings, strings } from './strings.ts';

type Props = {
  date: string;
  time: string;
  required: boolean;
  /** Why the server would not take the time. */
  refusal: string | undefined;
  onChange: (change: { date?: string; time?: string }) => void;
};

/** The time of the post: by date and clock, or by one press. */
export function WhenSection({ date, time, required, refusal, onChange }: Props) {
  const { t } = useText();
  return (
    <section aria-label={t(strings.when)} className="flex flex-col gap-3">
      <h2 className="font-medium">{t(strings.when)}</h2>
      <WhenField date={date} time={time} required={required} refusal={refusal} onChange={onChange} />
      <PrayerNote date={date} time={time} onTake={onChange} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend on the screen */}
      <div role="group" aria-label={t(strings.quick)} className="flex flex-wrap gap-2">
        <NextSlotButton onTake={onChange} />
        {quickTimes(useMinute()).map(({ key, wallTime }) => (
          <Button
            key={key}
            tone="secondary"
            small
            onPress={() => onChange({ date: wallTime.slice(0, 10), time: wallTime.slice(11) })}
          >
            {t(quickTimeStrings[key])}
          </Button>
        ))}
      </div>
    </section>
  );
}
