import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { SignedIn } from '#shared/auth/contract.ts';
import { useText } from '../../lib/i18n.ts';
import { safeReturn } from '../../lib/search.ts';
import { session } from '../../lib/session.ts';
import { useStore } from '../../lib/store.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { AuthFrame } from './auth-frame.tsx';
import { ChallengeForm } from './challenge-form.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { strings } from './strings.ts';

type Challenge = Extract<SignedIn, { kind: 'challenge' }> & { email: string };

const challengeWords = {
  new_password: { title: strings.newPasswordTitle, why: strings.newPasswordWhy },
  authenticator: { title: strings.authenticatorTitle, why: strings.authenticatorWhy },
} as const;

/** Why somebody is here again who did not leave of their own accord. */
const endings = {
  expired: { tone: 'info', text: strings.ended },
  suspended: { tone: 'danger', text: strings.suspended },
  signed_out: undefined,
} as const;

/** E-mail and password, then whatever further step the account asks for, then on to where one wanted to go. */
export function SignInPage() {
  const { t } = useText();
  const navigate = useNavigate();
  const { return: back } = useSearch({ from: '/sign-in' });
  const state = useStore(session.store);
  const ended = state.kind === 'out' && state.ended ? endings[state.ended] : undefined;
  const [challenge, setChallenge] = useState<Challenge>();
  const [already] = useState(state.kind === 'in' ? state.me : undefined);
  const goOn = () => void navigate({ to: safeReturn(back), replace: true });
  const proceed = (answer: SignedIn, email: string) => {
    if (answer.kind === 'challenge') return setChallenge({ ...answer, email });
    session.begin(answer);
    goOn();
  };
  if (challenge) {
    const { title, why } = challengeWords[challenge.challenge];
    return (
      <AuthFrame title={t(title)} why={t(why)}>
        <ChallengeForm challenge={challenge} onDone={proceed} onBack={() => setChallenge(undefined)} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t(strings.signIn)}>
      {ended && (
        <div className="mb-4">
          <Banner tone={ended.tone}>{t(ended.text)}</Banner>
        </div>
      )}
      {already && (
        <div className="mb-4">
          <Banner
            tone="info"
            action={
              <Button tone="secondary" small onPress={goOn}>
                {t(strings.goOn)}
              </Button>
            }
          >
            {t(strings.already, { name: already.name })}
          </Banner>
        </div>
      )}
      <SignInForm onDone={proceed} />
    </AuthFrame>
  );
}
