import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type BadgeTone = 'neutral' | 'info' | 'ok' | 'warn' | 'danger' | 'brand';

const tones: Record<BadgeTone, string> = {
  // With an outline, because it also stands on the canvas itself.
  neutral: 'bg-surface text-soft ring-1 ring-line ring-inset',
  info: 'bg-info-wash text-info',
  ok: 'bg-ok-wash text-ok',
  warn: 'bg-warn-wash text-warn',
  danger: 'bg-danger-wash text-danger',
  brand: 'bg-brand-wash text-brand',
};

/** A state in a word, with an icon so that it does not rest on colour alone. */
export function Badge({ tone, icon, children }: { tone: BadgeTone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-sm font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
