import { describe, expect, it } from 'vitest';
import {
  calledRunOut,
  type HeldToken,
  isRenewable,
  runsOut,
  tokenStep,
  tokenTiming,
} from '#shared/social/token-rules.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-12-01T15:30:00Z');
/** Two hours from its issue, to be refreshed half an hour before its end, on a platform that rotates. */
const held = (change: Partial<HeldToken> = {}): HeldToken => ({
  issuedAt: NOW - 90 * MINUTE,
  expiresAt: NOW + 30 * MINUTE,
  refreshAt: NOW,
  hasRefreshToken: true,
  rotates: true,
  ...change,
});
const lasting = held({ rotates: false, hasRefreshToken: false });

describe('a token', () => {
  it('runs out when it may not outlast the work that begins now', () => {
    expect(runsOut(NOW + tokenTiming.marginMs, NOW)).toBe(true);
    expect(runsOut(NOW + tokenTiming.marginMs + 1, NOW)).toBe(false);
  });

  it('is used until its refresh is due, then refreshed', () => {
    expect(tokenStep(held({ refreshAt: NOW + 1 }), NOW)).toEqual({ do: 'use' });
    expect(tokenStep(held(), NOW)).toEqual({ do: 'refresh' });
  });

  it('that has run out is refreshed with its refresh token; without one only a person can help', () => {
    expect(tokenStep(held({ expiresAt: NOW }), NOW)).toEqual({ do: 'refresh' });
    expect(tokenStep({ ...lasting, expiresAt: NOW }, NOW)).toEqual({ do: 'reconnect' });
    expect(tokenStep({ ...lasting, expiresAt: NOW + 1 }, NOW)).toEqual({ do: 'refresh' });
  });
});

describe('a refresh that somebody began', () => {
  it('is waited for, a few seconds at a time and never beyond its lease', () => {
    expect(tokenStep(held({ leaseUntil: NOW + MINUTE }), NOW)).toEqual({ do: 'wait', afterMs: 5_000 });
    expect(tokenStep(held({ leaseUntil: NOW + 2_000 }), NOW)).toEqual({ do: 'wait', afterMs: 2_000 });
  });

  it('and that left no result is repeated only where the old token certainly stays good', () => {
    expect(tokenStep(held({ leaseUntil: NOW }), NOW)).toEqual({ do: 'reconnect' });
    expect(tokenStep({ ...lasting, leaseUntil: NOW }, NOW)).toEqual({ do: 'refresh' });
  });

  it('and that the platform did not do waits for its next time', () => {
    const putOff = held({ expiresAt: NOW + MINUTE, refreshAt: NOW + MINUTE });
    expect(tokenStep(putOff, NOW)).toEqual({ do: 'wait', afterMs: MINUTE });
    expect(tokenStep(putOff, NOW + MINUTE)).toEqual({ do: 'refresh' });
  });
});

describe('a token that the platform calls too old', () => {
  it('is refreshed at once whatever its date says, but not again right after a try', () => {
    const planned = held({ refreshAt: NOW + 20 * MINUTE });
    expect(tokenStep(calledRunOut(planned, NOW), NOW)).toEqual({ do: 'refresh' });
    const tried = held({ expiresAt: NOW - 1, refreshAt: NOW + MINUTE });
    expect(tokenStep(calledRunOut(tried, NOW), NOW)).toEqual({ do: 'wait', afterMs: MINUTE });
  });

  it('is not helped by another one when it was new, or when nothing renews it', () => {
    expect(isRenewable(held(), NOW)).toBe(true);
    expect(isRenewable(held({ issuedAt: NOW - MINUTE }), NOW)).toBe(false);
    expect(isRenewable(lasting, NOW)).toBe(false);
  });
});

it('the lease outlasts whoever may still be calling', () => {
  const CALL_TIMEOUT_MS = 15_000;
  expect(tokenTiming.leaseMs).toBeGreaterThan(tokenTiming.sendMs + CALL_TIMEOUT_MS);
});
