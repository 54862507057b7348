import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import type { SignedIn } from '#shared/auth/contract.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { authApi } from '../../lib/session.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeField } from './code-field.tsx';
import { isMailedCode, isPassword } from './field-checks.ts';
import { PasswordField } from './password-field.tsx';
import { strings } from './strings.ts';

type Props = {
  challenge: Extract<SignedIn, { kind: 'challenge' }> & { email: string };
  onDone: (answer: SignedIn, email: string) => void;
  onBack: () => void;
};

/** One further step of a sign-in. A wrong code may be tried again in the same session. */
export function ChallengeForm({ challenge, onDone, onBack }: Props) {
  const { t } = useText();
  const explain = useExplain();
  const [answer, setAnswer] = useState('');
  const [checked, setChecked] = useState(false);
  const wantsPassword = challenge.challenge === 'new_password';
  const good = wantsPassword ? isPassword(answer) : isMailedCode(answer);
  const step = useMutation({
    mutationFn: () => {
      const { email, session, challenge: kind } = challenge;
      return authApi.challenge({ body: { email, session, challenge: kind, answer } });
    },
    onSuccess: (next) => {
      setAnswer('');
      setChecked(false);
      onDone(next, challenge.email);
    },
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (good && !step.isPending) step.mutate();
  };
  return (
    <Form validationBehavior="aria" onSubmit={submit} className="flex flex-col gap-4">
      {step.error && (
        <Banner tone="danger" live>
          {explain(step.error)}
        </Banner>
      )}
      {wantsPassword ? (
        <PasswordField
          label={t(strings.newPassword)}
          purpose="new-password"
          hint={t(strings.passwordRule)}
          value={answer}
          onChange={setAnswer}
          checked={checked}
        />
      ) : (
        <CodeField value={answer} onChange={setAnswer} error={checked && !good ? t(strings.codeMissing) : undefined} />
      )}
      <Button type="submit" busy={step.isPending}>
        {t(strings.continue)}
      </Button>
      <Button tone="quiet" onPress={onBack}>
        {t(strings.back)}
      </Button>
    </Form>
  );
}
