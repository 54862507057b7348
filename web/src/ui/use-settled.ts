import { useEffect, useState } from 'react';

/** Longer than the pause between two clicks of a double click, also of a slow hand; shorter than anybody reads. */
const SETTLES_MS = 600;

/**
 * Whether something that opened has been there long enough for a press outside to be meant for it. Whoever presses a
 * button twice presses outside of what the first press opened, and must not close it with the second.
 */
export function useSettled(open: boolean): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(() => setSettled(true), SETTLES_MS);
    return () => {
      clearTimeout(timer);
      setSettled(false);
    };
  }, [open]);
  return settled;
}
