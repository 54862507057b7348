import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { open, seal } from '#runtime/secret-box.ts';
import { openCursor, signCursor } from '#runtime/signing.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

const context = { clientId: 'cl_a', subjectId: 'ac_b', purpose: 'platform-token' };
const MINUTE = 60_000;

describe('a sealed secret', () => {
  it('opens where it belongs, in every script', async () => {
    for (const secret of ['IGQVJ-token', 'سر', '', 'x'.repeat(5000)])
      expect(await open(await seal(secret, context), context)).toBe(secret);
  });

  it('does not show what is in it, nor that two are equal', async () => {
    const [one, other] = [await seal('IGQVJ-token', context), await seal('IGQVJ-token', context)];
    expect(one).not.toContain('IGQVJ');
    expect(one).not.toBe(other);
  });

  it.each([
    ['another business', { ...context, clientId: 'cl_z' }],
    ['another account', { ...context, subjectId: 'ac_z' }],
    ['another purpose', { ...context, purpose: 'webhook-secret' }],
  ])('moved to %s does not open, even with its key still warm', async (_, elsewhere) => {
    const sealed = await seal('secret', context);
    await open(sealed, context);
    await expect(open(sealed, elsewhere)).rejects.toThrow();
  });

  it('changed in any part does not open', async () => {
    const parts = (await seal('secret', context)).split('.');
    for (const at of parts.keys()) {
      const changed = parts.map((part, index) =>
        index === at ? `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}` : part,
      );
      await expect(open(changed.join('.'), context), `part ${at}`).rejects.toThrow();
    }
  });

  it('with a shortened proof of authenticity does not open', async () => {
    const [version, key, iv, tag = '', text] = (await seal('secret', context)).split('.');
    const short = Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url');
    await expect(open([version, key, iv, short, text].join('.'), context)).rejects.toThrow();
  });

  it('opens without the key service for five minutes, and never without it after that', async () => {
    const sealed = await seal('secret', context);
    await open(sealed, context);
    backend.deny('kms:Decrypt');
    expect(await open(sealed, context)).toBe('secret');
    await backend.advance(5 * MINUTE + 1000);
    await expect(open(sealed, context)).rejects.toThrow();
    backend.allow('kms:Decrypt');
    expect(await open(sealed, context)).toBe('secret');
  });
});

describe('a signed cursor', () => {
  it('opens for the purpose that it was made for and no other', async () => {
    const signed = await signCursor('posts:cl_a:draft:25', 'where');
    expect(await openCursor('posts:cl_a:draft:25', signed)).toBe('where');
    for (const purpose of ['posts:cl_b:draft:25', 'posts:cl_a:draft:24', 'history:cl_a:draft:25', ''])
      await expect(openCursor(purpose, signed), purpose).rejects.toMatchObject({ code: 'request.cursor_invalid' });
  });

  it('cannot be made from another’s signature', async () => {
    const [one, other] = [await signCursor('p', 'here'), await signCursor('p', 'there')];
    const swapped = `here.${other.split('.')[1]}`;
    expect(await openCursor('p', one)).toBe('here');
    for (const forged of [swapped, 'here.', 'here', '.', '', `${one}.x`])
      await expect(openCursor('p', forged), forged).rejects.toMatchObject({ code: 'request.cursor_invalid' });
  });
});
