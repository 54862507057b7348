import type { ReactNode } from 'react';
import { Input } from 'react-aria-components/Input';
import { TextField as AriaTextField, type TextFieldProps } from 'react-aria-components/TextField';
import { cleanLine } from '#shared/contract/text.ts';
import { boxClasses, directionFor, FieldParts } from './field.tsx';

type Props = Omit<TextFieldProps, 'className' | 'style' | 'children' | 'value' | 'onChange'> & {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  /** What is wrong, in words; the field is marked while it is given. */
  error?: string | undefined;
  placeholder?: string;
  /** For e-mail addresses, codes, links and handles: always left to right. */
  latin?: boolean;
};

/** One line of text. What is pasted is cleaned without joining words. */
export function TextField({ label, hint, error, placeholder, latin = false, value, onChange, ...rest }: Props) {
  const direction = latin ? { dir: 'ltr' } : directionFor(value);
  return (
    <AriaTextField
      {...rest}
      value={value}
      onChange={(typed) => onChange(cleanLine(typed))}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldParts label={label} hint={hint} error={error}>
        <Input
          {...direction}
          {...(placeholder ? { placeholder } : {})}
          className={latin ? `${boxClasses} rtl:text-end` : boxClasses}
        />
      </FieldParts>
    </AriaTextField>
  );
}
