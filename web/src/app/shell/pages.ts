import { may } from '#shared/contract/permission.ts';
import { useMe } from '../../lib/me.ts';
import type { NavigationEntry } from '../../lib/navigation.ts';

/** Every feature whose pages are opened from anywhere brings a `navigation.ts`, and so does Home. */
const brought = import.meta.glob<readonly NavigationEntry[]>(
  ['../../features/*/navigation.ts', '../home/navigation.ts'],
  {
    import: 'navigation',
    eager: true,
  },
);

/** Every page that is opened from anywhere, in the order in which they stand. */
export const pages: readonly NavigationEntry[] = Object.values(brought)
  .flat()
  .sort((one, other) => one.order - other.order);

/** Those that this person can open. */
export function usePages(): readonly NavigationEntry[] {
  const me = useMe();
  if (!me) return [];
  const area = me.client ? 'business' : 'staff';
  return pages.filter((page) => page.area === area && (!page.permission || may(me.role, page.permission)));
}
