import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { authApi } from '../../lib/session.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, buttonClasses } from '../../ui/button.tsx';
import { AuthFrame } from './auth-frame.tsx';
import { EmailField } from './email-field.tsx';
import { isEmail } from './field-checks.ts';
import { useSentTo } from './reset-address.ts';
import { strings } from './strings.ts';

/** Asks for the code. The next page is the same whether or not the address is known. */
export function ForgotPage() {
  const { t, language } = useText();
  const explain = useExplain();
  const navigate = useNavigate();
  const [email, setEmail] = useState(useSentTo());
  const [checked, setChecked] = useState(false);
  const forgot = useMutation({
    mutationFn: () => authApi.forgot({ body: { email, language } }),
    onSuccess: () => void navigate({ to: '/reset', state: { sentTo: email } }),
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isEmail(email) && !forgot.isPending) forgot.mutate();
  };
  return (
    <AuthFrame title={t(strings.forgotTitle)} why={t(strings.forgotWhy)}>
      <Form validationBehavior="aria" onSubmit={submit} className="flex flex-col gap-4">
        {forgot.error && (
          <Banner tone="danger" live>
            {explain(forgot.error)}
          </Banner>
        )}
        <EmailField value={email} onChange={setEmail} missing={checked && !isEmail(email)} />
        <Button type="submit" busy={forgot.isPending}>
          {t(strings.sendCode)}
        </Button>
        <div className="flex flex-wrap justify-center gap-2">
          <Link to="/reset" className={buttonClasses('quiet')}>
            {t(strings.haveCode)}
          </Link>
          <Link to="/sign-in" className={buttonClasses('quiet')}>
            {t(strings.back)}
          </Link>
        </div>
      </Form>
    </AuthFrame>
  );
}
