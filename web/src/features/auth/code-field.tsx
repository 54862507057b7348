import { useText } from '../../lib/i18n.ts';
import { TextField } from '../../ui/text-field.tsx';
import { strings } from './strings.ts';

type Props = { value: string; onChange: (value: string) => void; error?: string | undefined };

/** Six digits in one box, so that pasting and the phone's own suggestion work. Eastern digits are welcome. */
export function CodeField({ value, onChange, error }: Props) {
  const { t } = useText();
  return (
    <TextField
      latin
      name="code"
      label={t(strings.code)}
      value={value}
      onChange={(typed) => onChange(westernDigits(typed))}
      autoComplete="one-time-code"
      inputMode="numeric"
      error={error}
    />
  );
}

/** Turns ٠–٩ and ۰–۹ into 0–9 and drops the spaces that mail programs add. */
export const westernDigits = (typed: string): string =>
  typed.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf)).replace(/\s/g, '');
