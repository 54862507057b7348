import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button';
import { defineStrings, useText } from '../lib/i18n.ts';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

export const strings = defineStrings({ busy: { ar: '(جارٍ التنفيذ)', en: '(working)' } });

export type Tone = 'primary' | 'secondary' | 'quiet' | 'danger';

const tones: Record<Tone, string> = {
  primary: 'bg-brand text-on-brand hover:bg-brand-strong pressed:bg-brand-strong',
  secondary: 'bg-surface text-ink border border-line hover:border-field hover:bg-canvas pressed:bg-canvas',
  quiet: 'text-brand hover:bg-brand-wash pressed:bg-brand-wash',
  danger: 'bg-danger text-surface hover:opacity-90 pressed:opacity-90',
};

const base =
  'inline-flex items-center justify-center gap-2 rounded-xl font-semibold transition-colors disabled:opacity-50 disabled:cursor-not-allowed';

/** The classes of a button, for links that look like one. */
export const buttonClasses = (tone: Tone = 'primary', small = false): string =>
  classNames(base, small ? 'min-h-11 px-3 text-sm sm:min-h-9' : 'min-h-11 px-4', tones[tone]);

type Props = Omit<ButtonProps, 'className' | 'style' | 'children'> & {
  /** @default 'primary' */
  tone?: Tone;
  small?: boolean;
  /** While work is under way: keeps focus, shows a spinner, ignores presses (so a double click does nothing). */
  busy?: boolean;
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
};

export function Button({ tone = 'primary', small = false, busy = false, icon, className, children, ...rest }: Props) {
  const { t } = useText();
  const { onPress, type, ...others } = rest;
  // react-aria's own `isPending` leaves an announcement behind that points at a button which may be gone by then.
  const acts = busy
    ? { type: 'button' as const, 'aria-disabled': true }
    : { ...(onPress && { onPress }), ...(type && { type }) };
  return (
    <AriaButton
      {...others}
      {...acts}
      className={classNames(buttonClasses(tone, small), busy && 'opacity-70', className)}
    >
      {busy ? <Spinner /> : icon}
      {children}
      {busy && <span className="sr-only">{t(strings.busy)}</span>}
    </AriaButton>
  );
}
