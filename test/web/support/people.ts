import type { Me, SignedIn } from '#shared/auth/contract.ts';

const TAIL = '0mb4zzzzzz0000000000000000';

export const createMe = (overrides: Partial<Me> = {}): Me => ({
  userId: `us_${TAIL}`,
  email: 'sara@cafe.kw',
  name: 'سارة',
  role: 'manager',
  language: 'ar',
  client: { clientId: `cl_${TAIL}`, name: 'مقهى السالمية', nameEn: 'Salmiya Café' },
  ...overrides,
});

export const createSignedIn = (
  overrides: Partial<Extract<SignedIn, { kind: 'session' }>> = {},
): Extract<SignedIn, { kind: 'session' }> => ({
  kind: 'session',
  accessToken: 'token-1',
  expiresInSeconds: 3600,
  me: createMe(),
  ...overrides,
});
