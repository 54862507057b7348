import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { authApi } from '../../lib/session.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, buttonClasses } from '../../ui/button.tsx';
import { toast } from '../../ui/toast.tsx';
import { AuthFrame } from './auth-frame.tsx';
import { CodeField } from './code-field.tsx';
import { EmailField } from './email-field.tsx';
import { isEmail, isMailedCode, isPassword } from './field-checks.ts';
import { PasswordField } from './password-field.tsx';
import { useSentTo } from './reset-address.ts';
import { strings } from './strings.ts';

/** The code from the mail and a new password. */
export function ResetPage() {
  const { t } = useText();
  const explain = useExplain();
  const navigate = useNavigate();
  const sentTo = useSentTo();
  const [email, setEmail] = useState(sentTo);
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [checked, setChecked] = useState(false);
  const reset = useMutation({
    mutationFn: () => authApi.reset({ body: { email, code, password } }),
    onSuccess: () => {
      toast({ text: t(strings.resetDone) });
      // The code is spent: nobody comes back to its form.
      void navigate({ to: '/sign-in', replace: true });
    },
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isEmail(email) && isMailedCode(code) && isPassword(password) && !reset.isPending) reset.mutate();
  };
  return (
    <AuthFrame title={t(strings.resetTitle)}>
      <Form validationBehavior="aria" onSubmit={submit} className="flex flex-col gap-4">
        {reset.error ? (
          <Banner tone="danger" live>
            {explain(reset.error)}
          </Banner>
        ) : (
          sentTo && <Banner tone="info">{t(strings.sent)}</Banner>
        )}
        <EmailField value={email} onChange={setEmail} missing={checked && !isEmail(email)} />
        <CodeField
          value={code}
          onChange={setCode}
          error={checked && !isMailedCode(code) ? t(strings.codeMissing) : undefined}
        />
        <PasswordField
          label={t(strings.newPassword)}
          purpose="new-password"
          hint={t(strings.passwordRule)}
          value={password}
          onChange={setPassword}
          checked={checked}
        />
        <Button type="submit" busy={reset.isPending}>
          {t(strings.setPassword)}
        </Button>
        <div className="flex flex-wrap justify-center gap-2">
          <Link to="/forgot" state={{ sentTo: email }} className={buttonClasses('quiet')}>
            {t(strings.sendAgain)}
          </Link>
          <Link to="/sign-in" className={buttonClasses('quiet')}>
            {t(strings.back)}
          </Link>
        </div>
      </Form>
    </AuthFrame>
  );
}
