import { CircleCheck, CircleSlash } from 'lucide-react';
import type { ClientProfile } from '#shared/clients/contract.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { useMay } from '../../lib/me.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { strings } from './strings.ts';

export function ClientRow({ client, onChange }: { client: ClientProfile; onChange: () => void }) {
  const { t, language } = useText();
  const format = useFormat();
  const mayChange = useMay('clients:suspend');
  const active = client.status === 'active';
  const [name, otherName] = language === 'ar' ? [client.name, client.nameEn] : [client.nameEn, client.name];
  const Icon = active ? CircleCheck : CircleSlash;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-semibold">
          <bdi>{name}</bdi>
        </p>
        <p className="text-sm text-soft">
          <bdi>{otherName}</bdi> · {t(strings.opened, { date: format.date(client.createdAt) })}
        </p>
      </div>
      <Badge tone={active ? 'ok' : 'danger'} icon={<Icon aria-hidden="true" className="size-4" />}>
        {t(strings[client.status])}
      </Badge>
      {mayChange && (
        <Button
          small
          tone="secondary"
          onPress={onChange}
          aria-label={`${t(active ? strings.suspend : strings.resume)} ${name}`}
        >
          {t(active ? strings.suspend : strings.resume)}
        </Button>
      )}
    </li>
  );
}
