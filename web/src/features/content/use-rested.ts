import { useEffect, useState } from 'react';

/** Longer than between two letters, shorter than a look up from the keyboard. */
const RESTS_MS = 400;

/** A value as it was when it last rested: what is judged while somebody types is judged once they pause. */
export function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), RESTS_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
