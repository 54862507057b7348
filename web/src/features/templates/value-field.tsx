import type { Variable } from '#shared/templates/variable.ts';
import { useText } from '../../lib/i18n.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { fillStrings } from './strings.ts';
import { variableLabel } from './variable-label.ts';

type Props = { variable: Variable; value: string; onChange: (value: string) => void; error: string | undefined };

const typed = { text: 'text', money: 'text', date: 'date', phone: 'tel', link: 'url' } as const;

/** Asks for one variable, as its kind is best typed; its default shows through. */
export function ValueField({ variable, value, onChange, error }: Props) {
  const { t } = useText();
  const { name, kind, choices = [], default: fallback = '' } = variable;
  const label = variableLabel(t, name);
  if (kind === 'choice')
    return (
      <div>
        <Select
          label={label}
          options={['', ...choices].map((key) => ({ key, text: key || fallback || t(fillStrings.choose) }))}
          value={value}
          onChange={onChange}
        />
        {error && <p className="mt-1 text-sm text-danger">{error}</p>}
      </div>
    );
  const hint = kind === 'money' || kind === 'phone' || kind === 'link' ? t(fillStrings[kind]) : undefined;
  return (
    <TextField
      label={label}
      type={typed[kind]}
      {...(kind === 'money' ? { inputMode: 'decimal' as const } : {})}
      latin={kind !== 'text'}
      value={value}
      onChange={onChange}
      autoComplete="off"
      hint={hint}
      placeholder={fallback}
      error={error}
    />
  );
}
