import { Link } from '@tanstack/react-router';
import { useText } from '../../lib/i18n.ts';
import { usePages } from './pages.ts';
import { strings } from './strings.ts';

/** On a desktop, at the start side. */
export function SideNavigation() {
  const { t } = useText();
  return (
    <nav aria-label={t(strings.navigation)} className="flex flex-col gap-1 p-3">
      {usePages().map(({ to, label, Icon }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: to === '/' }}
          className="flex min-h-11 items-center gap-3 rounded-xl px-3 text-soft hover:bg-canvas hover:text-ink aria-[current=page]:bg-brand-wash aria-[current=page]:font-semibold aria-[current=page]:text-brand"
        >
          <Icon aria-hidden="true" className="size-5 shrink-0" />
          {t(label)}
        </Link>
      ))}
    </nav>
  );
}

/** On a phone, under the thumb. */
export function TabNavigation() {
  const { t } = useText();
  return (
    <nav
      aria-label={t(strings.navigation)}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {usePages().map(({ to, label, short = label, Icon }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: to === '/' }}
          className="flex min-h-16 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 px-1 text-center text-xs text-soft -outline-offset-4 aria-[current=page]:font-semibold aria-[current=page]:text-brand"
        >
          <Icon aria-hidden="true" className="size-5 shrink-0" />
          {t(short)}
        </Link>
      ))}
    </nav>
  );
}
