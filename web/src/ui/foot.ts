import { type RefObject, useEffect, useLayoutEffect } from 'react';

const { style } = document.documentElement;

/**
 * Tells the page how high the bar at its foot is (`--foot`), so that messages appear above it and never on its buttons.
 * One bar per page; it is measured whenever it is drawn.
 */
export function useFoot(bar: RefObject<HTMLElement | null>): void {
  const measure = () => style.setProperty('--foot', `${bar.current?.offsetHeight ?? 0}px`);
  useLayoutEffect(measure);
  useEffect(() => {
    const again = () => style.setProperty('--foot', `${bar.current?.offsetHeight ?? 0}px`);
    addEventListener('resize', again);
    return () => {
      removeEventListener('resize', again);
      style.removeProperty('--foot');
    };
  }, [bar]);
}
