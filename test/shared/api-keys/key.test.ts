import { describe, expect, it } from 'vitest';
import { isScope, keyMay, keyParts, keyText, looksLikeKey, roleFor, scopes } from '#shared/api-keys/key.ts';
import { createId } from '#shared/contract/id.ts';
import { may, type Permission, permissions } from '#shared/contract/permission.ts';

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const parts = {
  clientId: createId('client', 1, random),
  keyId: createId('key', 2, random),
  secret: Buffer.from(random(new Uint8Array(32))).toString('base64url'),
};
const all = Object.keys(permissions) as Permission[];

describe('what a key may do', () => {
  it('is never anything of the platform, of a person, over the team, or over money', () => {
    for (const permission of all) {
      const { scope } = permissions[permission];
      expect(isScope(permission), permission).toBe(
        scope === 'tenant' && !['team:write', 'billing:write'].includes(permission),
      );
      expect(keyMay(all, permission), permission).toBe(isScope(permission));
    }
  });

  it('is what its scopes say and nothing beside it', () => {
    for (const held of scopes)
      expect(
        all.filter((permission) => keyMay([held], permission)),
        held,
      ).toEqual([held]);
    expect(keyMay(['posts:everything'], 'posts:read')).toBe(false);
    expect(all.filter((permission) => keyMay([], permission))).toEqual([]);
  });

  it('gives it the least role that holds all of it', () => {
    expect(roleFor(['posts:read'])).toBe('viewer');
    expect(roleFor(['posts:read', 'posts:write'])).toBe('editor');
    expect(roleFor(['posts:read', 'social:write'])).toBe('manager');
    for (const held of scopes) expect(may(roleFor([held]), held), held).toBe(true);
  });
});

describe('a key as text', () => {
  it('names its business and itself, and can be sent as a bearer token', () => {
    expect(keyParts(keyText(parts))).toEqual(parts);
    expect(keyText(parts)).toMatch(/^ksa_[\w-]{96}$/);
    expect(looksLikeKey(keyText(parts))).toBe(true);
    expect(looksLikeKey('eyJhbGciOiJSUzI1NiJ9.e30.x')).toBe(false);
  });

  it.each(['', 'ksa_', keyText(parts).slice(1), keyText(parts).slice(0, -1), `${keyText(parts)}a`])(
    'is none when it is cut, longer or something else',
    (text) => expect(keyParts(text)).toBeUndefined(),
  );
});
