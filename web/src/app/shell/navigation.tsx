import { Link } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { useId } from 'react';
import { useText } from '../../lib/i18n.ts';
import type { NavigationEntry } from '../../lib/navigation.ts';
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
          activeOptions={{ exact: to === '/' || to === '/staff' }}
          className="flex min-h-11 items-center gap-3 rounded-xl px-3 text-soft hover:bg-canvas hover:text-ink aria-[current=page]:bg-brand-wash aria-[current=page]:font-semibold aria-[current=page]:text-brand"
        >
          <Icon aria-hidden="true" className="size-5 shrink-0" />
          {t(label)}
        </Link>
      ))}
    </nav>
  );
}

/** Under the thumb there is room for five, one of which opens the others. */
const ROOM = 5;

const tab =
  'flex min-h-16 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 px-1 text-center text-xs text-soft -outline-offset-4 aria-[current=page]:font-semibold aria-[current=page]:text-brand';

/** On a phone, under the thumb. */
export function TabNavigation() {
  const { t } = useText();
  const pages = usePages();
  const shown = pages.length > ROOM ? pages.slice(0, ROOM - 1) : pages;
  return (
    <nav
      aria-label={t(strings.navigation)}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {shown.map(({ to, label, short = label, Icon }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === '/' || to === '/staff' }} className={tab}>
          <Icon aria-hidden="true" className="size-5 shrink-0" />
          {t(short)}
        </Link>
      ))}
      {shown.length < pages.length && <MorePages pages={pages.slice(shown.length)} />}
    </nav>
  );
}

/** The pages that have no room under the thumb, behind one button; the browser's own popover, as the account's menu. */
function MorePages({ pages }: { pages: readonly NavigationEntry[] }) {
  const { t } = useText();
  const id = useId();
  const close = () => document.getElementById(id)?.hidePopover();
  return (
    <>
      <button type="button" popoverTarget={id} className={tab}>
        <Ellipsis aria-hidden="true" className="size-5 shrink-0" />
        {t(strings.more)}
      </button>
      <div
        id={id}
        popover="auto"
        className="fixed inset-auto end-2 bottom-20 m-0 max-h-[70dvh] min-w-56 overflow-y-auto rounded-xl border border-line bg-raised p-1 text-ink shadow-over"
      >
        {pages.map(({ to, label, Icon }) => (
          <Link
            key={to}
            to={to}
            onClick={close}
            className="flex min-h-12 items-center gap-3 rounded-lg px-3 -outline-offset-2 hover:bg-brand-wash aria-[current=page]:font-semibold aria-[current=page]:text-brand"
          >
            <Icon aria-hidden="true" className="size-5 shrink-0" />
            {t(label)}
          </Link>
        ))}
      </div>
    </>
  );
}
