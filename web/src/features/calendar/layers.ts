import { keep, readKept } from '../../lib/kept.ts';
import { createStore, useStore } from '../../lib/store.ts';

export const layers = ['prayers', 'occasions'] as const;
export type Layer = (typeof layers)[number];

const hidden = createStore<readonly Layer[]>(layers.filter((layer) => readKept('ksa.layers')?.includes(layer)));

/** Which layers of the calendar are shown: all, until somebody hides one. Kept on this device. */
export function useLayers(): { shows: (layer: Layer) => boolean; toggle: (layer: Layer) => void } {
  const away = useStore(hidden);
  return {
    shows: (layer) => !away.includes(layer),
    toggle: (layer) => {
      const next = away.includes(layer) ? away.filter((one) => one !== layer) : [...away, layer];
      keep('ksa.layers', next.join(' ') || null);
      hidden.set(next);
    },
  };
}
