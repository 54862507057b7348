import { Copy, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import type { Template } from '#shared/templates/contract.ts';
import { useText } from '../../lib/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Caption } from '../../ui/caption.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { categoryStrings, strings } from './strings.ts';
import { useCopy } from './use-copy.ts';

type Props = { template: Template; mayWrite: boolean; onAsk: (about: 'change' | 'use' | 'removal') => void };

/** One template: its name, how its texts begin, and for those who write what can be done with it. */
export function TemplateItem({ template, mayWrite, onAsk }: Props) {
  const { t } = useText();
  const { name, category, ar, en, templateId } = template;
  const copy = useCopy();
  const icon = 'size-5';
  const items = [
    { id: 'change', label: t(strings.change), icon: <Pencil className={icon} />, onSelect: () => onAsk('change') },
    {
      id: 'copy',
      label: t(strings.duplicate),
      icon: <Copy className={icon} />,
      onSelect: () => copy.act({ source: templateId, name: t(strings.copyName, { name }).slice(0, 80) }),
    },
    {
      id: 'remove',
      label: t(strings.remove),
      icon: <Trash2 className={icon} />,
      danger: true,
      onSelect: () => onAsk('removal'),
    },
  ];
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 p-4">
      <div className="min-w-0 flex-1 basis-72">
        <p className="mb-2 flex flex-wrap items-center gap-2">
          <bdi className="font-semibold">{name}</bdi> <Badge tone="info">{t(categoryStrings[category])}</Badge>
        </p>
        <div className="grid gap-x-6 gap-y-2 text-sm text-soft md:grid-cols-2">
          {[ar, en].map((text) => text !== '' && <Caption key={text} text={text} lines={2} />)}
        </div>
      </div>
      {mayWrite && (
        <div className="flex items-center gap-2">
          <Button small tone="secondary" aria-label={t(strings.useNamed, { name })} onPress={() => onAsk('use')}>
            {t(strings.use)}
          </Button>
          <Menu
            label={t(strings.acts, { name })}
            trigger={
              <IconButton label={t(strings.acts, { name })}>
                <Ellipsis aria-hidden="true" className="size-5" />
              </IconButton>
            }
            items={items}
          />
        </div>
      )}
    </li>
  );
}
