import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type BannerTone = 'info' | 'ok' | 'warn' | 'danger';

const looks: Record<BannerTone, { classes: string; Icon: typeof Info }> = {
  info: { classes: 'bg-info-wash text-info', Icon: Info },
  ok: { classes: 'bg-ok-wash text-ok', Icon: CircleCheck },
  warn: { classes: 'bg-warn-wash text-warn', Icon: TriangleAlert },
  danger: { classes: 'bg-danger-wash text-danger', Icon: CircleAlert },
};

type Props = {
  tone: BannerTone;
  title?: string;
  children?: ReactNode;
  /** One button or link. */
  action?: ReactNode;
  /** Announce it when it appears: for the result of what somebody just did. */
  live?: boolean;
};

/** Something to know, above what it is about. */
export function Banner({ tone, title, children, action, live = false }: Props) {
  const { classes, Icon } = looks[tone];
  return (
    <div {...(live ? { role: 'alert' } : {})} className={classNames('flex gap-3 rounded-xl p-3 sm:p-4', classes)}>
      <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-48">
          {title && <p className="font-semibold">{title}</p>}
          {children && <div className="text-ink">{children}</div>}
        </div>
        {action}
      </div>
    </div>
  );
}
