import { Link } from '@tanstack/react-router';
import { PlugZap, Unplug } from 'lucide-react';
import type { Platform } from '#shared/platforms/platform.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import { ApiProblem } from '../../lib/api-problem.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { useMay } from '../../lib/me.ts';
import { Button, buttonClasses } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { strings } from './strings.ts';
import { useConnect } from './use-connect.ts';
import { WaitingPosts } from './waiting-posts.tsx';

/** It worked: which account, and what comes next. */
export function CallbackDone({ account }: { account: SocialAccount }) {
  const { t } = useText();
  const mayWrite = useMay('posts:write');
  const next = (
    <div className="flex flex-wrap justify-center gap-2">
      {mayWrite && (
        <Link to="/compose" className={buttonClasses()}>
          {t(strings.write)}
        </Link>
      )}
      <Link to="/connections" className={buttonClasses('secondary')}>
        {t(strings.toConnections)}
      </Link>
    </div>
  );
  return (
    <div role="status">
      <EmptyState
        icon={<PlugZap className="size-7" />}
        title={t(strings.doneTitle, { name: `@${account.username}` })}
        action={next}
      >
        {t(strings.doneNext)}
      </EmptyState>
      {mayWrite && <WaitingPosts account={account} />}
    </div>
  );
}

/** It did not work: why in words, and the way to try again. */
export function CallbackFailed({ platform, error }: { platform: Platform; error: unknown }) {
  const { t } = useText();
  const explain = useExplain();
  const { begin, busy } = useConnect(platform);
  const refused = error instanceof ApiProblem && error.code === 'social.refused';
  const next = (
    <div className="flex flex-wrap justify-center gap-2">
      <Button onPress={begin} busy={busy}>
        {t(strings.again)}
      </Button>
      <Link to="/connections" className={buttonClasses('secondary')}>
        {t(strings.toConnections)}
      </Link>
    </div>
  );
  return (
    <div role="alert">
      <EmptyState
        icon={<Unplug className="size-7" />}
        title={t(refused ? strings.refusedTitle : strings.failedTitle)}
        action={next}
      >
        <p>{explain(error)}</p>
        {!refused && error instanceof ApiProblem && error.requestId && (
          <p className="mt-2 text-sm">{t(strings.reference, { id: error.requestId })}</p>
        )}
      </EmptyState>
    </div>
  );
}
