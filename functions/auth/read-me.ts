import { clientProfile } from '#functions/clients/client-profile.ts';
import type { Me } from '#shared/auth/contract.ts';
import type { Actor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { type User, userById } from './user.store.ts';

/** Who is signed in. */
export async function readMe(actor: Actor): Promise<Me> {
  const user = await userById(actor.userId);
  if (!user) throw new Problem('auth.required');
  return meOf(user);
}

/** A login as its owner sees it, with the business they work for. */
export async function meOf({ userId, email, name, role, language, clientId }: User): Promise<Me> {
  const me = { userId, email, name, role, language };
  if (clientId === undefined) return me;
  const client = await clientProfile(clientId);
  return { ...me, client: { clientId, name: client.name, nameEn: client.nameEn } };
}
