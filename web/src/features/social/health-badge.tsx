import { CircleAlert, CircleCheck, CircleSlash, Clock } from 'lucide-react';
import type { SocialAccount } from '#shared/social/contract.ts';
import { useText } from '../../lib/i18n.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { strings } from './strings.ts';

const looks: Record<SocialAccount['health'], { tone: BadgeTone; Icon: typeof Clock }> = {
  healthy: { tone: 'ok', Icon: CircleCheck },
  expiring: { tone: 'warn', Icon: Clock },
  needs_reconnect: { tone: 'danger', Icon: CircleAlert },
  disconnected: { tone: 'neutral', Icon: CircleSlash },
};

/** How an account is doing, in a word. */
export function HealthBadge({ health }: { health: SocialAccount['health'] }) {
  const { t } = useText();
  const { tone, Icon } = looks[health];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" className="size-4" />}>
      {t(strings[health])}
    </Badge>
  );
}
