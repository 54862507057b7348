import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setLanguage } from '../../../web/src/lib/language.ts';
import { clearToast, ToastRegion, toast } from '../../../web/src/ui/toast.tsx';

beforeEach(() => {
  setLanguage('en');
  render(<ToastRegion />);
});
afterEach(() => {
  act(clearToast);
  cleanup();
});

describe('messages', () => {
  it('never contradict each other: the newer one takes the place of the older', () => {
    act(() => toast({ text: 'Paused.' }));
    act(() => toast({ text: 'Scheduled again.' }));
    expect(screen.getByRole('region', { name: 'Messages' }).textContent).toBe('Scheduled again.');
  });

  it('are gone when the next thing is done', () => {
    act(() => toast({ text: 'Paused.' }));
    act(clearToast);
    expect(screen.queryByRole('region', { name: 'Messages' })).toBeNull();
  });

  it('stand above the bar at the foot of the page, however high it is', () => {
    act(() => toast({ text: 'Paused.' }));
    expect(screen.getByRole('region', { name: 'Messages' }).className).toContain('var(--foot');
  });
});
