import { useText } from '../../lib/i18n.ts';
import { TextField } from '../../ui/text-field.tsx';
import { strings } from './strings.ts';

type Props = { value: string; onChange: (value: string) => void; missing: boolean };

/** The address one signs in with. */
export function EmailField({ value, onChange, missing }: Props) {
  const { t } = useText();
  return (
    <TextField
      latin
      name="email"
      type="email"
      label={t(strings.email)}
      value={value}
      onChange={onChange}
      autoComplete="username"
      inputMode="email"
      error={missing ? t(strings.emailMissing) : undefined}
    />
  );
}
