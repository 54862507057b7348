import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A white sheet with a soft edge. */
export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={classNames('rounded-card border border-line bg-surface p-4 shadow-card sm:p-5', className)}>
      {children}
    </div>
  );
}
