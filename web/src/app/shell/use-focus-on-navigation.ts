import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Moves focus to the heading of the new page, so that a screen reader says where one has come to. */
export function useFocusOnNavigation(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, toLocation }) => {
        if (!fromLocation || fromLocation.pathname === toLocation.pathname) return;
        document.querySelector('h1')?.focus({ preventScroll: true });
      }),
    [router],
  );
}
