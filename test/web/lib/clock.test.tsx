import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { now, setClockFrom, useMinute } from '../../../web/src/lib/clock.ts';

const NOON = Date.parse('2026-02-18T09:00:00Z');
const HOUR = 3_600_000;
const dateOf = (at: number) => new Date(at).toUTCString();

beforeEach(() => vi.useFakeTimers({ now: NOON, toFake: ['Date', 'setInterval', 'clearInterval'] }));
afterEach(() => {
  cleanup();
  setClockFrom(dateOf(Date.now()));
  vi.useRealTimers();
});

const Minute = () => <p>{useMinute()}</p>;
const shown = () => Number(screen.getByText(/\d+/).textContent);

describe('the clock of the page', () => {
  it('is the server’s, however wrong the device’s own is', () => {
    setClockFrom(dateOf(NOON + 4 * HOUR));
    expect(now()).toBe(NOON + 4 * HOUR);
    setClockFrom(dateOf(NOON - 4 * HOUR));
    expect(now()).toBe(NOON - 4 * HOUR);
  });

  it('does not tremble with the journey of an answer', () => {
    setClockFrom(dateOf(NOON - 3_000));
    expect(now()).toBe(NOON);
  });

  it('moves what is shown as soon as an answer tells another time', () => {
    render(<Minute />);
    expect(shown()).toBe(NOON);
    act(() => setClockFrom(dateOf(NOON + 4 * HOUR)));
    expect(shown()).toBe(NOON + 4 * HOUR);
  });

  it('moves what is shown with every minute that passes, and within a minute not at all', () => {
    render(<Minute />);
    act(() => vi.advanceTimersByTime(50_000));
    expect(shown()).toBe(NOON);
    act(() => vi.advanceTimersByTime(20_000));
    expect(shown()).toBe(NOON + 60_000);
  });
});
