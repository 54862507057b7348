import { useState } from 'react';
import { networkOf } from '#shared/platforms/platform.ts';
import { reasonIn } from '#shared/publishing/reason-strings.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import { useMinute } from '../../lib/clock.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { useMay } from '../../lib/me.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { AccountPicture } from './account-picture.tsx';
import { DisconnectDialog } from './disconnect-dialog.tsx';
import { HealthBadge } from './health-badge.tsx';
import { strings } from './strings.ts';
import { useConnect } from './use-connect.ts';
import { WaitingPosts } from './waiting-posts.tsx';

const whys = {
  healthy: strings.healthyWhy,
  expiring: strings.expiringWhy,
  needs_reconnect: strings.needs_reconnectWhy,
  disconnected: strings.disconnectedWhy,
} as const;

/** What failed is offered for a week, so there is nothing to ask for once an account has been connected for longer. */
const WEEK_MS = 7 * 86_400_000;

/** One account: whose it is, how it is doing in words, since when, until when, and the one act it needs. */
export function AccountCard({ account }: { account: SocialAccount }) {
  const { t, language } = useText();
  const mayConnect = useMay('social:write');
  const mayWrite = useMay('posts:write');
  const { begin, busy } = useConnect(account.platform);
  const [asking, setAsking] = useState(false);
  const isFresh = useMinute() - account.connectedAt < WEEK_MS;
  const healthy = account.health === 'healthy';
  return (
    <Card className="flex h-full flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <AccountPicture pictureUrl={account.pictureUrl} name={account.name} platform={account.platform} />
        <div className="min-w-0 flex-1 basis-40">
          <h2 className="line-clamp-1 break-words font-semibold">
            <bdi>{account.name}</bdi>
          </h2>
          <p className="text-sm text-soft">
            {t(networkOf(account.platform).names)} · <bdi dir="ltr">@{account.username}</bdi>
          </p>
        </div>
        <HealthBadge health={account.health} />
      </div>
      <p className="text-soft">
        {account.obstacle === 'account.permission'
          ? reasonIn(language, account.obstacle, account.platform)
          : t(whys[account.health])}
      </p>
      <Facts account={account} />
      {(account.obstacle ?? (mayWrite && isFresh)) && <WaitingPosts account={account} />}
      {mayConnect && (
        <div className="mt-auto flex flex-wrap gap-2">
          <Button small tone={healthy ? 'secondary' : 'primary'} onPress={begin} busy={busy}>
            {t(strings.reconnect)}
          </Button>
          {account.health !== 'disconnected' && (
            <Button small tone="quiet" onPress={() => setAsking(true)}>
              {t(strings.disconnect)}
            </Button>
          )}
        </div>
      )}
      <DisconnectDialog account={account} isOpen={asking} onClose={() => setAsking(false)} />
    </Card>
  );
}

function Facts({ account }: { account: SocialAccount }) {
  const { t } = useText();
  const format = useFormat();
  const at = useMinute();
  const { lastPublishedAt: published, tokenExpiresAt: expires } = account;
  const access = () => {
    if (expires === undefined) return undefined;
    if (expires <= at) return t(strings.ended, { date: format.date(expires) });
    return t(account.health === 'healthy' ? strings.renews : strings.until, { date: format.date(expires) });
  };
  const facts = [
    { name: strings.permission, value: access() },
    { name: strings.lastPublished, value: published ? format.relative(published, at) : t(strings.never) },
    { name: strings.since, value: format.date(account.connectedAt) },
  ].filter(({ value }) => value !== undefined);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
      {facts.map(({ name, value }) => (
        <div key={name.en} className="contents">
          <dt className="text-soft">{t(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
