import { useEffect } from 'react';
import { useText } from '../../lib/i18n.ts';
import { directionOf } from '../../lib/language.ts';
import { isTaken, singleKeysOn } from '../../lib/single-keys.ts';
import type { CalendarView } from './calendar-days.ts';

type Keys = {
  onToday: () => void;
  onView: (view: CalendarView) => void;
  onStep: (by: 1 | -1) => void;
  onUndo: () => void;
};

/** T today, M W L views, arrows in reading direction, Ctrl+Z undo; by key position, so an Arabic layout works alike. */
export function useCalendarKeys({ onToday, onView, onStep, onUndo }: Keys): void {
  const { language } = useText();
  const forward = directionOf(language) === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (isTaken(event) || event.altKey || event.shiftKey) return;
      const { code } = event;
      if (event.ctrlKey || event.metaKey) {
        if (code === 'KeyZ') onUndo();
        return;
      }
      if (!singleKeysOn.get()) return;
      if (code === 'KeyT') onToday();
      else if (code === 'KeyM') onView('month');
      else if (code === 'KeyW') onView('week');
      else if (code === 'KeyL') onView('list');
      else if (code === 'ArrowLeft' || code === 'ArrowRight') onStep(code === forward ? 1 : -1);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [onToday, onView, onStep, onUndo, forward]);
}
