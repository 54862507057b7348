import type { Me } from '#shared/auth/contract.ts';
import { may, type Permission } from '#shared/contract/permission.ts';
import { session } from './session.ts';
import { useStore } from './store.ts';

/** Who is signed in; undefined for the moment between signing out and leaving the page. */
export function useMe(): Me | undefined {
  const state = useStore(session.store);
  return state.kind === 'in' ? state.me : undefined;
}

/** Whether to show what needs a permission. The server decides again at every call. */
export function useMay(permission: Permission): boolean {
  const me = useMe();
  return me !== undefined && may(me.role, permission);
}
