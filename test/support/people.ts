import { user } from '#functions/auth/user.entity.ts';
import { client } from '#functions/clients/client.entity.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { type Role, teamRoles } from '#shared/contract/permission.ts';

/** Somebody with a login and a valid access token. Staff have no client. */
export type Person = { subject: string; userId: string; email: string; name: string; role: Role; token: string };
export type Teammate = Person & { clientId: string };

/** Opens a business as it stands after its creation. Returns its id. */
export async function someClient(status: 'active' | 'suspended' = 'active'): Promise<string> {
  const clientId = newId('client');
  const names = { name: 'مقهى المباركية', nameEn: 'Mubarakiya Café', zone: 'Asia/Kuwait' };
  await client.create({ clientId, ...names, status, createdAt: now() }).go();
  return clientId;
}

/** The row behind a login. A team role without `clientId` gets a business of its own. */
export async function somebody(role: Role, subject: string, email: string, clientId?: string) {
  const isTeam = teamRoles.some((one) => one === role);
  const home = isTeam ? (clientId ?? (await someClient())) : undefined;
  const person = { subject, userId: newId('user'), email, name: `Test ${role}`, role };
  const { data } = home === undefined ? { data: null } : await client.get({ clientId: home }).go();
  const tenant = home === undefined ? {} : { clientId: home, clientStatus: data?.status ?? 'active', joinedAt: now() };
  await user.create({ ...person, ...tenant, language: 'ar', status: 'active', createdAt: now() }).go();
  return { ...person, ...(home === undefined ? {} : { clientId: home }) };
}
