import { useQuery } from '@tanstack/react-query';
import type { TimeVerdict } from '#shared/calendar/contract.ts';
import { prayerNames } from '#shared/calendar/prayer.ts';
import { fromWallTime } from '#shared/calendar/wall-time.ts';
import { now } from '../../lib/clock.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { verdictQuery } from './kuwait-days.ts';
import { noteStrings } from './note-strings.ts';

type Props = {
  /** `YYYY-MM-DD` or empty. */
  date: string;
  /** `HH:mm` or empty. */
  time: string;
  /** Takes the free time that is offered. */
  onTake: (change: { date: string; time: string }) => void;
};

/** What the business's rule for prayer times says to the chosen time; nothing when it is free, past or not chosen yet. */
export function PrayerNote({ date, time, onTake }: Props) {
  const wallTime = date !== '' && time !== '' ? `${date}T${time}` : '';
  const asks = wallTime !== '' && fromWallTime(wallTime) > now();
  const { data } = useQuery({ ...verdictQuery(wallTime), enabled: asks });
  if (!asks || !data?.prayer) return null;
  return <Said verdict={data} onTake={onTake} />;
}

function Said({ verdict, onTake }: { verdict: TimeVerdict } & Pick<Props, 'onTake'>) {
  const { t } = useText();
  const format = useFormat();
  const { kind, prayer, from = 0, to = 0, free } = verdict;
  const values = {
    prayer: t(prayer ? prayerNames[prayer] : noteStrings.prayer),
    from: format.time(from),
    to: format.time(to),
  };
  const offered = kind === 'warn' ? free : undefined;
  const take = offered && (
    <Button
      tone="secondary"
      small
      onPress={() => onTake({ date: offered.wallTime.slice(0, 10), time: offered.wallTime.slice(11) })}
    >
      {t(noteStrings.take, { time: format.time(offered.publishAt) })}
    </Button>
  );
  return (
    <Banner tone={kind === 'refused' ? 'danger' : kind === 'warn' ? 'warn' : 'info'} live action={take}>
      {t(noteStrings.inside, values)}{' '}
      {(kind === 'shift' || kind === 'hold') && free && t(noteStrings[kind], { time: format.time(free.publishAt) })}
      {kind === 'refused' && t(noteStrings.refused)}
    </Banner>
  );
}
