import { useMutation } from '@tanstack/react-query';
import { CalendarClock } from 'lucide-react';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { toast } from '../../ui/toast.tsx';
import { calendarApi } from './kuwait-days.ts';
import { noteStrings } from './note-strings.ts';

/** Takes the next slot of the business that has no post yet: asked for when it is pressed, so that it is free then. */
export function NextSlotButton({ onTake }: { onTake: (change: { date: string; time: string }) => void }) {
  const { t } = useText();
  const explain = useExplain();
  const ask = useMutation({
    mutationFn: () => calendarApi.nextSlots({ query: { limit: 1 } }),
    onSuccess: ({ slots: [slot] }) => {
      if (slot) onTake({ date: slot.wallTime.slice(0, 10), time: slot.wallTime.slice(11) });
      else toast({ tone: 'danger', text: t(noteStrings.noSlot) });
    },
    onError: (error) => toast({ tone: 'danger', text: explain(error) }),
  });
  return (
    <Button
      tone="secondary"
      small
      busy={ask.isPending}
      icon={<CalendarClock aria-hidden="true" className="size-4" />}
      onPress={() => ask.mutate()}
    >
      {t(noteStrings.nextSlot)}
    </Button>
  );
}
