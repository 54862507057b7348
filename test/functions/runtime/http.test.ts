import { describe, expect, it } from 'vitest';
import { byAddress } from '#functions/auth/rate-limit.ts';
import { httpOf } from '#runtime/http.ts';

const requestFrom = (sourceIp: string, forwarded?: string) =>
  httpOf(
    {
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      requestContext: { http: { sourceIp, userAgent: 'test' } },
    } as unknown as Parameters<typeof httpOf>[0],
    () => {},
  );

describe('whose address a request has', () => {
  it('is the visitor’s behind the front door, so that people behind one edge do not share a limit', () => {
    expect(requestFrom('64.252.66.1', '37.34.1.2, 64.252.66.1')).toMatchObject({
      ip: '37.34.1.2',
      edge: '64.252.66.1',
    });
  });

  it('takes only what the front door itself appended, not what the visitor claims', () => {
    expect(requestFrom('64.252.66.1', '1.1.1.1, 37.34.1.2, 64.252.66.1').ip).toBe('37.34.1.2');
  });

  it('is the caller’s own when nothing stands between', () => {
    expect(requestFrom('37.34.1.2')).toMatchObject({ ip: '37.34.1.2', edge: '37.34.1.2' });
    expect(requestFrom('37.34.1.2', '37.34.1.2').ip).toBe('37.34.1.2');
  });

  it('a caller who goes around the front door is still counted by the address they connect from', () => {
    const forged = requestFrom('37.34.1.2', '9.9.9.9, 37.34.1.2');
    expect(byAddress('signIn', forged)).toEqual([
      ['signInPerIp', '9.9.9.9'],
      ['signInPerEdge', '37.34.1.2'],
    ]);
  });
});
