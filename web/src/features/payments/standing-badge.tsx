import { CircleCheck, CircleSlash, Clock, TriangleAlert } from 'lucide-react';
import type { Standing } from '#shared/payments/subscription.ts';
import { useText } from '../../lib/i18n.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { strings } from './strings.ts';

const looks: Record<Standing, { tone: BadgeTone; Icon: typeof Clock }> = {
  trial: { tone: 'info', Icon: Clock },
  active: { tone: 'ok', Icon: CircleCheck },
  ending: { tone: 'warn', Icon: Clock },
  late: { tone: 'warn', Icon: TriangleAlert },
  read_only: { tone: 'danger', Icon: CircleSlash },
  ended: { tone: 'danger', Icon: CircleSlash },
};

export function StandingBadge({ standing }: { standing: Standing }) {
  const { t } = useText();
  const { tone, Icon } = looks[standing];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" className="size-4" />}>
      {t(strings[standing])}
    </Badge>
  );
}
