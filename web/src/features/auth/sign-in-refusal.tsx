import { Link } from '@tanstack/react-router';
import { ApiProblem } from '../../lib/api-problem.ts';
import { useExplain } from '../../lib/explain.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { buttonClasses } from '../../ui/button.tsx';
import { strings } from './strings.ts';

/** Why signing in did not work. Whoever has to wait reads how long, and has a way that does not wait. */
export function SignInRefusal({ error, email }: { error: unknown; email: string }) {
  const { t } = useText();
  const explain = useExplain();
  const format = useFormat();
  const wait = error instanceof ApiProblem && error.code === 'request.too_many' ? error.retryAfter : undefined;
  if (wait === undefined)
    return (
      <Banner tone="danger" live>
        {explain(error)}
      </Banner>
    );
  const byCode = (
    <Link to="/forgot" state={{ sentTo: email }} className={buttonClasses('secondary')}>
      {t(strings.byCode)}
    </Link>
  );
  return (
    <Banner tone="warn" live action={byCode}>
      {t(strings.slowed, { wait: format.duration(wait) })}
    </Banner>
  );
}
