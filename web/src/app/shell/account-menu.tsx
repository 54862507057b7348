import { LogOut, Moon, Sun, UserRound } from 'lucide-react';
import { useText } from '../../lib/i18n.ts';
import { useMe } from '../../lib/me.ts';
import { session } from '../../lib/session.ts';
import { useStore } from '../../lib/store.ts';
import { setTheme, themeStore } from '../../lib/theme.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { strings } from './strings.ts';

export function AccountMenu() {
  const { t } = useText();
  const me = useMe();
  const dark = useStore(themeStore) === 'dark';
  const label = t(strings.account, { name: me?.name ?? '' });
  const trigger = (
    <IconButton label={label} className="border border-line">
      <UserRound aria-hidden="true" className="size-5" />
    </IconButton>
  );
  const theme = {
    id: 'theme',
    label: t(dark ? strings.toLight : strings.toDark),
    icon: dark ? <Sun aria-hidden="true" className="size-4" /> : <Moon aria-hidden="true" className="size-4" />,
    onSelect: () => setTheme(dark ? 'light' : 'dark'),
  };
  const leave = {
    id: 'sign-out',
    label: t(strings.signOut),
    icon: <LogOut aria-hidden="true" className="size-4 flip-rtl" />,
    onSelect: () => void session.signOut(),
  };
  return <Menu label={label} trigger={trigger} items={[theme, leave]} />;
}
