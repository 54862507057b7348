import { Keyboard, LogOut, MonitorSmartphone, Moon, Sun, UserRound } from 'lucide-react';
import { useId } from 'react';
import { useText } from '../../lib/i18n.ts';
import { useMe } from '../../lib/me.ts';
import { session } from '../../lib/session.ts';
import { useStore } from '../../lib/store.ts';
import { setTheme, themeStore } from '../../lib/theme.ts';
import { strings } from './strings.ts';

const entry =
  'flex min-h-11 w-full items-center gap-3 rounded-lg px-3 text-start text-ink hover:bg-brand-wash -outline-offset-2';

/**
 * Who is signed in, the theme, the way out. The browser's own popover: it closes with Escape or a press outside and
 * gives focus back, and the shell stays 30 KB lighter than with the menu widgets.
 */
export function AccountMenu({ onShortcuts, onEverywhere }: { onShortcuts: () => void; onEverywhere: () => void }) {
  const { t } = useText();
  const me = useMe();
  const id = useId();
  const dark = useStore(themeStore) === 'dark';
  const label = t(strings.account, { name: me?.name ?? '' });
  const Theme = dark ? Sun : Moon;
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        // The second click of a double click would close it again.
        onClick={(event) => event.detail > 1 && event.preventDefault()}
        aria-label={label}
        className="inline-grid size-11 shrink-0 place-items-center rounded-xl border border-line text-soft hover:bg-brand-wash hover:text-brand"
      >
        <UserRound aria-hidden="true" className="size-5" />
      </button>
      <div
        id={id}
        popover="auto"
        className="fixed inset-auto end-3 top-16 m-0 min-w-56 rounded-xl border border-line bg-raised p-1 text-ink shadow-over sm:end-6"
      >
        <div className="border-b border-line px-3 pt-2 pb-3">
          <p className="font-semibold">
            <bdi>{me?.name}</bdi>
          </p>
          <p className="text-sm text-soft">
            <bdi dir="ltr">{me?.email}</bdi>
          </p>
        </div>
        <button type="button" className={`${entry} mt-1`} onClick={() => setTheme(dark ? 'light' : 'dark')}>
          <Theme aria-hidden="true" className="size-4" />
          {t(dark ? strings.toLight : strings.toDark)}
        </button>
        <button type="button" className={entry} popoverTarget={id} popoverTargetAction="hide" onClick={onShortcuts}>
          <Keyboard aria-hidden="true" className="size-4" />
          {t(strings.shortcuts)}
        </button>
        <button type="button" className={entry} onClick={() => void session.signOut()}>
          <LogOut aria-hidden="true" className="size-4 flip-rtl" />
          {t(strings.signOut)}
        </button>
        <button type="button" className={entry} popoverTarget={id} popoverTargetAction="hide" onClick={onEverywhere}>
          <MonitorSmartphone aria-hidden="true" className="size-4" />
          {t(strings.signOutEverywhere)}
        </button>
      </div>
    </>
  );
}
