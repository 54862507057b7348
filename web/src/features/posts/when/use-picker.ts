import { useEffect, useState } from 'react';
import type { DateAndTime } from './date-and-time.tsx';

type Picker = typeof DateAndTime;

let loaded: Picker | undefined;

/**
 * The date picker weighs as much as the rest of the composer, so it comes with the first sign of a person: a press, a
 * touch, a key or dictated words anywhere. Undefined until it is here. `atOnce` does not wait for a sign; `call` is a sign of its own.
 */
export function usePicker(atOnce: boolean): { Picker: Picker | undefined; call: () => void } {
  const [Picker, setPicker] = useState(() => loaded);
  const [called, setCalled] = useState(atOnce);
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

  return { Picker, call: () => setCalled(true) };
}
