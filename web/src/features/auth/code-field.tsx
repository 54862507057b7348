import { plainDigits } from '#shared/contract/text.ts';
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
      onChange={(typed) => onChange(plainDigits(typed))}
      autoComplete="one-time-code"
      inputMode="numeric"
      error={error}
    />
  );
}
