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
  /** Begins with one line. */
  short?: boolean;
  onPaste?: React.ClipboardEventHandler<HTMLTextAreaElement>;
};

/** Grows with what is written, up to a good part of the screen. */
export function TextArea({ label, hint, error, placeholder, value, short = false, onPaste, ...rest }: Props) {
  const optional = { ...(placeholder ? { placeholder } : {}), ...(onPaste ? { onPaste } : {}) };
  return (
    <AriaTextField {...rest} value={value} isInvalid={error !== undefined} validationBehavior="aria">
      <FieldParts label={label} hint={hint} error={error}>
        <AriaTextArea
          {...directionFor(value)}
          {...optional}
          className={`${boxClasses} field-sizing-content max-h-[60dvh] resize-y ${short ? '' : 'min-h-28'}`}
        />
      </FieldParts>
    </AriaTextField>
  );
}
