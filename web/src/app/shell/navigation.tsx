import { Link } from '@tanstack/react-router';
import { Building2, CalendarDays, House, Images, Plug, SquarePen, Users } from 'lucide-react';
import { useText } from '../../lib/i18n.ts';
import { useMay, useMe } from '../../lib/me.ts';
import { strings } from './strings.ts';

/** The pages this person can open. Only what exists is listed. */
function usePages() {
  const me = useMe();
  const mayWrite = useMay('posts:write');
  const mayManage = useMay('team:write');
  if (!me?.client)
    return [{ to: '/staff', text: strings.businesses, short: strings.businesses, Icon: Building2 }] as const;
  const team = { to: '/team', text: strings.team, short: strings.team, Icon: Users } as const;
  const compose = { to: '/compose', text: strings.compose, short: strings.compose, Icon: SquarePen } as const;
  return [
    { to: '/', text: strings.home, short: strings.home, Icon: House },
    { to: '/calendar', text: strings.calendar, short: strings.calendar, Icon: CalendarDays },
    ...(mayWrite ? [compose] : []),
    { to: '/media', text: strings.media, short: strings.media, Icon: Images },
    { to: '/connections', text: strings.connections, short: strings.connectionsShort, Icon: Plug },
    ...(mayManage ? [team] : []),
  ] as const;
}

/** On a desktop, at the start side. */
export function SideNavigation() {
  const { t } = useText();
  return (
    <nav aria-label={t(strings.navigation)} className="flex flex-col gap-1 p-3">
      {usePages().map(({ to, text, Icon }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: to === '/' }}
          className="flex min-h-11 items-center gap-3 rounded-xl px-3 text-soft hover:bg-canvas hover:text-ink aria-[current=page]:bg-brand-wash aria-[current=page]:font-semibold aria-[current=page]:text-brand"
        >
          <Icon aria-hidden="true" className="size-5 shrink-0" />
          {t(text)}
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
      {usePages().map(({ to, short, Icon }) => (
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
