import type { ReactNode } from 'react';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField, type TextFieldProps } from 'react-aria-components/TextField';
import { boxClasses, directionFor, FieldParts } from './field.tsx';

type Props = Omit<TextFieldProps, 'className' | 'style' | 'children' | 'value' | 'onChange'> & {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  error?: string | undefined;
  placeholder?: string;
  /** @default 6 */
  rows?: number;
  onPaste?: React.ClipboardEventHandler<HTMLTextAreaElement>;
};

export function TextArea({ label, hint, error, placeholder, rows = 6, value, onPaste, ...rest }: Props) {
  const optional = { ...(placeholder ? { placeholder } : {}), ...(onPaste ? { onPaste } : {}) };
  return (
    <AriaTextField {...rest} value={value} isInvalid={error !== undefined} validationBehavior="aria">
      <FieldParts label={label} hint={hint} error={error}>
        <AriaTextArea {...directionFor(value)} {...optional} rows={rows} className={`${boxClasses} resize-y`} />
      </FieldParts>
    </AriaTextField>
  );
}
