import type { ReactNode } from 'react';
import type { Field } from './hindrances.ts';

/** One part of the composer, with what is wrong with it. */
export function FieldPart({ field, children }: { field: Field; children: ReactNode }) {
  return (
    <div data-field={field} className="flex flex-col gap-2 empty:hidden">
      {children}
    </div>
  );
}

/** Brings a part into sight, clear of the bars, and puts the focus where one mends it. */
export function showField(form: Element | null, field: Field): void {
  const part = form?.querySelector(`[data-field=${field}]`);
  part?.scrollIntoView({ block: 'center' });
  part?.querySelector<HTMLElement>('input, textarea, [role=spinbutton], button, a')?.focus({ preventScroll: true });
}
