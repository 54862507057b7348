import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { Input } from 'react-aria-components/Input';
import { TextField } from 'react-aria-components/TextField';
import { useText } from '../../lib/i18n.ts';
import { boxClasses, FieldParts } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { passwordFault } from './field-checks.ts';
import { strings } from './strings.ts';

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Tells password managers whether to fill in or to propose. */
  purpose: 'current-password' | 'new-password';
  hint?: string;
  /** Whether to say what is wrong with it. */
  checked: boolean;
};

/** A password with an eye to look at it. Pasting works, and nothing is trimmed. */
export function PasswordField({ label, value, onChange, purpose, hint, checked }: Props) {
  const { t } = useText();
  const [shown, setShown] = useState(false);
  const fault = checked ? passwordFault(value) : undefined;
  const error = fault && t(fault === 'missing' ? strings.passwordMissing : strings.passwordUnusable);
  const Icon = shown ? EyeOff : Eye;
  return (
    <TextField
      name="password"
      type={shown ? 'text' : 'password'}
      autoComplete={purpose}
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      spellCheck="false"
    >
      <FieldParts label={label} error={error} {...(hint ? { hint } : {})}>
        <div className="relative">
          <Input dir="ltr" className={`${boxClasses} pe-12 rtl:ps-12 rtl:pe-3 rtl:text-end`} />
          <div className="absolute inset-y-0 end-0 grid place-items-center">
            <IconButton label={t(shown ? strings.hidePassword : strings.showPassword)} onPress={() => setShown(!shown)}>
              <Icon aria-hidden="true" className="size-5" />
            </IconButton>
          </div>
        </div>
      </FieldParts>
    </TextField>
  );
}
