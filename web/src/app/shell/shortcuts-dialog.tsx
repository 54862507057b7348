import { useId } from 'react';
import { type Phrase, useText } from '../../lib/i18n.ts';
import { directionOf } from '../../lib/language.ts';
import { useMay } from '../../lib/me.ts';
import { setSingleKeys, singleKeysOn } from '../../lib/single-keys.ts';
import { useStore } from '../../lib/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { strings } from './shortcut-strings.ts';

type Row = { keys: readonly string[]; text: Phrase; writing?: boolean };

/** Arrows are named as on the keyboard; which one is "next" follows the direction of reading. */
const groups = (next: string, previous: string): readonly { title: Phrase; rows: readonly Row[] }[] => [
  {
    title: strings.everywhere,
    rows: [
      { keys: ['N'], text: strings.newPost, writing: true },
      { keys: ['?'], text: strings.help },
    ],
  },
  {
    title: strings.calendar,
    rows: [
      { keys: ['T'], text: strings.today },
      { keys: ['M'], text: strings.month },
      { keys: ['W'], text: strings.week },
      { keys: ['L'], text: strings.list },
      { keys: [next], text: strings.next },
      { keys: [previous], text: strings.previous },
      { keys: ['Ctrl', 'Z'], text: strings.undo, writing: true },
    ],
  },
  {
    title: strings.composer,
    rows: [
      { keys: ['Ctrl', 'Enter'], text: strings.schedule, writing: true },
      { keys: ['Ctrl', 'S'], text: strings.save, writing: true },
    ],
  },
];

/** All keys that do something, and the switch for those that are single letters. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t, language } = useText();
  const mayWrite = useMay('posts:write');
  const arrows = directionOf(language) === 'rtl' ? (['←', '→'] as const) : (['→', '←'] as const);
  const shown = groups(arrows[0], arrows[1])
    .map(({ title, rows }) => ({ title, rows: rows.filter(({ writing }) => mayWrite || !writing) }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <Dialog title={t(strings.title)} isOpen onClose={onClose}>
      <SingleKeysSwitch />
      {shown.map(({ title, rows }) => (
        <section key={title.en} aria-label={t(title)} className="mt-5">
          <h3 className="mb-1 text-sm font-semibold text-soft">{t(title)}</h3>
          <dl className="divide-y divide-line">
            {rows.map(({ keys, text }) => (
              <div key={text.en} className="flex min-h-10 items-center justify-between gap-4">
                <dt>{t(text)}</dt>
                <dd dir="ltr" className="flex gap-1">
                  {keys.map((key) => (
                    <kbd
                      key={key}
                      className="min-w-8 rounded-md border border-line bg-canvas px-2 py-0.5 text-center text-sm"
                    >
                      {key}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}

function SingleKeysSwitch() {
  const { t } = useText();
  const on = useStore(singleKeysOn);
  const whyId = useId();
  return (
    <div className="rounded-xl bg-canvas p-3">
      <label className="flex min-h-8 cursor-pointer items-center justify-between gap-4 font-medium">
        {t(strings.singleKeys)}
        <input
          type="checkbox"
          checked={on}
          aria-describedby={whyId}
          onChange={({ target }) => setSingleKeys(target.checked)}
          className="size-6 shrink-0 accent-brand"
        />
      </label>
      <p id={whyId} className="text-sm text-soft">
        {t(strings.singleKeysWhy)}
      </p>
    </div>
  );
}
