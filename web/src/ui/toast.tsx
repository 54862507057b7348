import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { defineStrings, useText } from '../lib/i18n.ts';
import { createStore, useStore } from '../lib/store.ts';
import { announce } from './announcer.tsx';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';

export const strings = defineStrings({
  region: { ar: 'رسائل', en: 'Messages' },
  dismiss: { ar: 'إخفاء الرسالة', en: 'Dismiss message' },
});

type Toast = { id: number; text: string; tone: 'ok' | 'danger'; action?: { label: string; onPress: () => void } };

const SHOWN_MS = 10_000;
const shownToast = createStore<Toast | undefined>(undefined);
let nextId = 1;

/**
 * Says what was just done, for ten seconds (longer while pointed at or focused), with at most one act, e.g. "undo".
 * A newer message takes the place of the older one: two of them could contradict each other. What was *not* done is
 * said where it was pressed or typed; a toast says it only where there is no such place.
 */
export function toast(message: { text: string; tone?: 'ok' | 'danger'; action?: Toast['action'] }): void {
  const { text, tone = 'ok', action } = message;
  const entry: Toast = { id: nextId++, text, tone, ...(action ? { action } : {}) };
  shownToast.set(entry);
  announce(action ? `${text} ${action.label}` : text);
}

/** Takes the message away: somebody does the next thing, and it speaks of the last. */
export const clearToast = (): void => shownToast.set(undefined);

const dismiss = (id: number): void => {
  if (shownToast.get()?.id === id) shownToast.set(undefined);
};

/** Where the toast appears: above what sticks to the foot of the page. One per page, in the shell. */
export function ToastRegion() {
  const shown = useStore(shownToast);
  const { t } = useText();
  if (!shown) return null;
  return (
    <section
      // A message stays readable and pressable while a dialog is open.
      data-react-aria-top-layer="true"
      aria-label={t(strings.region)}
      className="pointer-events-none fixed inset-x-3 bottom-[calc(var(--foot,0px)+env(safe-area-inset-bottom)+5rem)] z-50 flex justify-center lg:bottom-[calc(var(--foot,0px)+1.5rem)]"
    >
      <ToastCard key={shown.id} entry={shown} />
    </section>
  );
}

function ToastCard({ entry }: { entry: Toast }) {
  const { t } = useText();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(entry.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [entry.id, held]);
  const Icon = entry.tone === 'ok' ? CircleCheck : CircleAlert;
  const act = () => {
    entry.action?.onPress();
    dismiss(entry.id);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing only holds the message, there is nothing to press
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-full max-w-md items-center gap-3 rounded-xl border border-line bg-raised py-1 ps-4 pe-1 shadow-over"
    >
      <Icon
        aria-hidden="true"
        className={entry.tone === 'ok' ? 'size-5 shrink-0 text-ok' : 'size-5 shrink-0 text-danger'}
      />
      <p className="min-w-0 flex-1 py-2">{entry.text}</p>
      {entry.action && (
        <Button tone="quiet" small onPress={act}>
          {entry.action.label}
        </Button>
      )}
      <IconButton label={t(strings.dismiss)} onPress={() => dismiss(entry.id)}>
        <X aria-hidden="true" className="size-4" />
      </IconButton>
    </div>
  );
}
