import { type RefObject, useEffect, useState } from 'react';
import type { Act } from './draft.ts';
import { showField } from './field-part.tsx';
import { type Field, isAboutTime } from './hindrances.ts';
import type { useActs } from './use-acts.ts';

type Around = {
  form: RefObject<Element | null>;
  /** What stands in the way of an act, first to last. */
  wrong: (act: Act) => Field[];
  acts: ReturnType<typeof useActs>;
};

/** A press on a button: what stands in the way is shown, then what cannot be taken back is asked, then it is done. */
export function useAttempt({ form, wrong, acts }: Around) {
  const [tried, setTried] = useState<Act | undefined>(undefined);
  const [asking, setAsking] = useState<'publish' | 'cancel' | undefined>(undefined);
  const show = (field: Field) => showField(form.current, field);

  const attempt = (act: Act) => {
    acts.forget();
    setTried(act);
    const [first] = wrong(act);
    // What is wrong is drawn first.
    if (first) requestAnimationFrame(() => show(first));
    else if (act === 'publish' || act === 'cancel') setAsking(act);
    else void acts.run(act);
  };
  const confirm = () => {
    setAsking(undefined);
    if (asking) void acts.run(asking);
  };

  const late = acts.refused !== undefined && isAboutTime(acts.refused.error);
  useEffect(() => {
    if (late) showField(form.current, 'when');
  }, [late, form]);

  return { tried, asking, late, attempt, confirm, close: () => setAsking(undefined), show };
}
