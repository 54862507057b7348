import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';

/** Look of every box one types in. */
export const boxClasses =
  'w-full min-h-11 rounded-xl border border-field bg-surface px-3 py-2 text-start text-ink invalid:border-danger disabled:opacity-60';

/** Direction of a field: what is written decides, but an empty one follows the page, so its placeholder stays put. */
export const directionFor = (value: string): { dir?: 'auto' } => (value === '' ? {} : { dir: 'auto' });

type Props = { label: string; hint?: ReactNode; error?: string | undefined; children: ReactNode };

/** Label above, hint and error below. Goes inside a react-aria field, which ties them together. */
export function FieldParts({ label, hint, error, children }: Props) {
  return (
    <>
      <Label className="mb-1 block font-medium">{label}</Label>
      {children}
      {hint && (
        <Text slot="description" className="mt-1 block text-sm text-soft">
          {hint}
        </Text>
      )}
      <FieldError className="mt-1 block text-sm font-medium text-danger">{error}</FieldError>
    </>
  );
}
