import { cleanText } from '#shared/contract/text.ts';
import { type Variable, variableKinds } from '#shared/templates/variable.ts';
import { useText } from '../../lib/i18n.ts';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { editorStrings, kindStrings } from './strings.ts';
import { variableLabel } from './variable-label.ts';

type Props = { variables: readonly Variable[]; onChange: (variables: Variable[]) => void };

/** What the variables of the texts are, and what stands there when nothing is filled in. */
export function VariableFields({ variables, onChange }: Props) {
  const { t } = useText();
  if (variables.length === 0) return null;
  const put = (changed: Variable) =>
    onChange(variables.map((variable) => (variable.name === changed.name ? changed : variable)));
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-2 font-semibold">{t(editorStrings.variables)}</legend>
      {variables.map((variable) => (
        <VariableField key={variable.name} variable={variable} onChange={put} />
      ))}
    </fieldset>
  );
}

function VariableField({ variable, onChange }: { variable: Variable; onChange: (variable: Variable) => void }) {
  const { t } = useText();
  const name = variableLabel(t, variable.name);
  const { default: _, ...bare } = variable;
  return (
    <div className="grid gap-2 rounded-xl border border-line p-3 sm:grid-cols-2">
      <Select
        label={t(editorStrings.kind, { name })}
        options={variableKinds.map((key) => ({ key, text: t(kindStrings[key]) }))}
        value={variable.kind}
        onChange={(kind) => onChange({ name: variable.name, kind })}
      />
      <TextField
        label={t(editorStrings.fallback, { name })}
        value={variable.default ?? ''}
        onChange={(typed) => onChange(typed === '' ? bare : { ...bare, default: typed })}
        maxLength={200}
        autoComplete="off"
      />
      {variable.kind === 'choice' && (
        <div className="sm:col-span-2">
          <TextArea
            short
            label={t(editorStrings.choices, { name })}
            value={(variable.choices ?? []).join('\n')}
            onChange={(typed) => onChange({ ...variable, choices: cleanText(typed).split('\n').slice(0, 20) })}
          />
        </div>
      )}
    </div>
  );
}
