import { idPrefixes } from '../contract/id.ts';
import {
  may,
  type Permission,
  permissions,
  type TeamRole,
  type TenantActor,
  teamRoles,
} from '../contract/permission.ts';

/** Software of a business's own, known by a key. Its `userId` is the key's id, so that the history shows that it was one. */
export type KeyActor = TenantActor & { readonly keyId: string };

export const isKey = (actor: object): actor is KeyActor => 'keyId' in actor;

/** A key must not be able to make a person, and through them another key; nor to spend money. */
const forPeople: readonly Permission[] = ['team:write', 'billing:write'];

/** Whether a key can hold a permission at all: only on the data of its own business, and never over people or money. */
export const isScope = (permission: Permission): boolean =>
  permissions[permission].scope === 'tenant' && !forPeople.includes(permission);

/** Everything that a key can hold. */
export const scopes: readonly Permission[] = (Object.keys(permissions) as Permission[]).filter(isScope);

/** Whether a key with these scopes may do what a permission is asked for. A scope that is none any more is nothing. */
export const keyMay = (held: readonly string[], permission: Permission): boolean =>
  isScope(permission) && held.includes(permission);

/** The least role that holds all of these, for whatever asks an actor's role. */
export const roleFor = (held: readonly Permission[]): TeamRole =>
  teamRoles.findLast((role) => held.every((permission) => may(role, permission))) ?? 'manager';

/**
 * A key as its holder sends it: `ksa_`, whose it is and which it is (26 characters each), and 43 secret ones. It names
 * its business, so that it is looked up in that business's own partition.
 */
const FORMAT = /^ksa_([0-9a-z]{26})([0-9a-z]{26})_([\w-]{43})$/;

export const keyText = ({ clientId, keyId, secret }: { clientId: string; keyId: string; secret: string }): string =>
  `ksa_${clientId.slice(3)}${keyId.slice(3)}_${secret}`;

/** Takes a key apart, or is undefined for what cannot be one. */
export function keyParts(text: string): { clientId: string; keyId: string; secret: string } | undefined {
  const [, client, key, secret] = FORMAT.exec(text) ?? [];
  return client && key && secret
    ? { clientId: `${idPrefixes.client}_${client}`, keyId: `${idPrefixes.key}_${key}`, secret }
    : undefined;
}

/** Whether a bearer token is meant to be a key, well formed or not. */
export const looksLikeKey = (token: string): boolean => token.startsWith('ksa_');
