import { Link, Outlet } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useText } from '../../lib/i18n.ts';
import { useMay, useMe } from '../../lib/me.ts';
import { buttonClasses } from '../../ui/button.tsx';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { SideNavigation, TabNavigation } from './navigation.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { strings } from './strings.ts';
import { useFocusOnNavigation } from './use-focus-on-navigation.ts';
import { useShellKeys } from './use-shell-keys.ts';

const ShortcutsDialog = lazy(async () => ({ default: (await import('./shortcuts-dialog.tsx')).ShortcutsDialog }));

const SignOutEverywhere = lazy(async () => ({
  default: (await import('../../features/auth/sign-out-everywhere.tsx')).SignOutEverywhere,
}));

/** What surrounds every page: pages at the start side (or under the thumb), the business, and the acts of everywhere. */
export function Shell() {
  const { t } = useText();
  const [helping, setHelping] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const help = useCallback(() => setHelping(true), []);
  useFocusOnNavigation();
  useShellKeys(help);
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a href="#content" className={`${buttonClasses()} fixed inset-bs-2 start-2 z-50 not-focus:sr-only`}>
        {t(strings.skip)}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col border-e border-line bg-surface lg:flex">
        <div className="px-5 pt-4 pb-3">
          <Brand />
        </div>
        <SideNavigation />
        <div aria-hidden="true" className="sadu mt-auto h-6" />
      </aside>
      <div className="flex min-w-0 flex-col">
        <Header onShortcuts={help} onEverywhere={() => setLeaving(true)} />
        <OfflineBanner />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl flex-1 p-3 pb-28 outline-none sm:p-6 lg:pb-10"
        >
          <Outlet />
        </main>
      </div>
      <TabNavigation />
      {helping && (
        <Suspense>
          <ShortcutsDialog onClose={() => setHelping(false)} />
        </Suspense>
      )}
      {leaving && (
        <Suspense>
          <SignOutEverywhere onClose={() => setLeaving(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Header(menu: { onShortcuts: () => void; onEverywhere: () => void }) {
  const { t, language } = useText();
  const me = useMe();
  const mayWrite = useMay('posts:write');
  const name = language === 'ar' ? me?.client?.name : me?.client?.nameEn;
  return (
    <header className="sticky top-0 z-20 flex min-h-16 items-center gap-2 border-b border-line bg-surface px-3 sm:px-6">
      <p className="min-w-0 flex-1 line-clamp-1 break-words font-semibold" dir="auto">
        {name ?? t(strings.staff)}
      </p>
      {mayWrite && (
        <Link to="/compose" className={buttonClasses()} aria-label={t(strings.newPost)}>
          <Plus aria-hidden="true" className="size-5" />
          <span className="hidden sm:inline">{t(strings.newPost)}</span>
        </Link>
      )}
      <LanguageSwitch />
      <AccountMenu {...menu} />
    </header>
  );
}
