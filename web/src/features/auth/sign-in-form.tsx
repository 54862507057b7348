import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import type { SignedIn } from '#shared/auth/contract.ts';
import { useText } from '../../lib/i18n.ts';
import { authApi } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { EmailField } from './email-field.tsx';
import { isEmail, isPassword } from './field-checks.ts';
import { PasswordField } from './password-field.tsx';
import { SignInRefusal } from './sign-in-refusal.tsx';
import { strings } from './strings.ts';

export function SignInForm({ onDone }: { onDone: (answer: SignedIn, email: string) => void }) {
  const { t } = useText();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [checked, setChecked] = useState(false);
  const signIn = useMutation({
    mutationFn: () => authApi.signIn({ body: { email, password } }),
    onSuccess: (answer) => onDone(answer, email),
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isEmail(email) && isPassword(password) && !signIn.isPending) signIn.mutate();
  };
  return (
    <Form validationBehavior="aria" onSubmit={submit} className="flex flex-col gap-4">
      {signIn.error && <SignInRefusal error={signIn.error} email={email} />}
      <EmailField value={email} onChange={setEmail} missing={checked && !isEmail(email)} />
      <PasswordField
        label={t(strings.password)}
        purpose="current-password"
        value={password}
        onChange={setPassword}
        checked={checked}
      />
      <Button type="submit" busy={signIn.isPending}>
        {t(strings.signIn)}
      </Button>
      <Link to="/forgot" className="inline-flex min-h-11 items-center self-center font-medium text-brand underline">
        {t(strings.forgotLink)}
      </Link>
    </Form>
  );
}
