import { useEffect, useState } from 'react';
import type { DateAndTime } from './date-and-time.tsx';
import type { Part } from './when-stand-in.tsx';

type Picker = typeof DateAndTime;

let loaded: Picker | undefined;

/** The click of a touch comes a moment after the finger has left. */
const CLICK_WITHIN_MS = 100;

/**
 * The date picker weighs as much as the rest of the composer, so it comes with the first sign of a person: a press, a
 * touch, a key or dictated words anywhere. Undefined until it is here. `atOnce` does not wait for a sign; `call` is a
 * sign of its own, and `pressed` the part that was pressed meanwhile: a press must not be lost because the real field
 * takes the place of its stand-in. For the same reason nothing is replaced while the stand-in is held down.
 */
export function usePicker(atOnce: boolean) {
  const [Picker, setPicker] = useState(() => loaded);
  const [called, setCalled] = useState(atOnce);
  const [pressed, setPressed] = useState<Part | undefined>(undefined);
  const [held, setHeld] = useState(false);
  const missing = Picker === undefined;

  useEffect(() => {
    if (called || !missing) return;
    const sign = () => setCalled(true);
    const signs = ['pointerdown', 'keydown', 'input'] as const;
    for (const name of signs) addEventListener(name, sign, { passive: true });
    return () => {
      for (const name of signs) removeEventListener(name, sign);
    };
  }, [called, missing]);

  useEffect(() => {
    if (!called || !missing) return;
    let gone = false;
    import('./date-and-time.tsx').then(
      (module) => {
        loaded = module.DateAndTime;
        if (!gone) setPicker(() => module.DateAndTime);
      },
      // The network failed: the next sign tries again.
      () => !gone && setCalled(false),
    );
    return () => {
      gone = true;
    };
  }, [called, missing]);

  useEffect(() => {
    if (!held) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      timer = setTimeout(() => setHeld(false), CLICK_WITHIN_MS);
    };
    const ends = ['pointerup', 'pointercancel'] as const;
    for (const name of ends) addEventListener(name, end);
    return () => {
      clearTimeout(timer);
      for (const name of ends) removeEventListener(name, end);
    };
  }, [held]);

  const call = (part?: Part) => {
    setCalled(true);
    if (!part) return;
    setPressed(part);
    setHeld(false);
  };
  return { Picker: held ? undefined : Picker, pressed, call, hold: () => setHeld(true) };
}
