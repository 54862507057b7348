import { cleanText } from '#shared/contract/text.ts';
import { knownVariables } from '#shared/templates/variable.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { editorStrings } from './strings.ts';
import { variableLabel } from './variable-label.ts';

type Props = { label: string; value: string; onChange: (value: string) => void };

/** The text of one language, and buttons for what can be filled in. */
export function WordsField({ label, value, onChange }: Props) {
  const { t } = useText();
  const add = (name: string) =>
    onChange(value === '' || /\s$/.test(value) ? `${value}{${name}}` : `${value} {${name}}`);
  return (
    <div>
      <TextArea label={label} value={value} onChange={(typed) => onChange(cleanText(typed))} />
      <fieldset className="mt-1 flex flex-wrap items-center gap-1">
        <legend className="float-start me-2 text-sm text-soft">{t(editorStrings.insert)}</legend>
        {Object.keys(knownVariables).map((name) => (
          <Button key={name} small tone="quiet" onPress={() => add(name)}>
            {variableLabel(t, name)}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}
