import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button';
import { classNames } from './class-names.ts';

type Props = Omit<ButtonProps, 'className' | 'style' | 'children' | 'aria-label'> & {
  /** What the button does, in words: read out and shown as the browser's tip. */
  label: string;
  className?: string;
  children: ReactNode;
};

/** A button of one icon, 44 px square. */
export function IconButton({ label, className, children, ...rest }: Props) {
  return (
    <AriaButton
      {...rest}
      aria-label={label}
      className={classNames(
        'inline-grid size-11 shrink-0 place-items-center rounded-xl text-soft transition-colors hover:bg-brand-wash hover:text-brand pressed:bg-brand-wash disabled:opacity-40 disabled:cursor-not-allowed',
        className,
      )}
    >
      {children}
    </AriaButton>
  );
}
