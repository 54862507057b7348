import { createStore } from './store.ts';

/** Whether the server answers: what the device knows of its network, and what became of the last call. */
export const connected = createStore(true);

export function setConnected(answers: boolean): void {
  if (connected.get() !== answers) connected.set(answers);
}

/** Hears of the device's network; returns the way to stop. A device often takes a network for one that leads nowhere. */
export function followDevice(): () => void {
  const lost = () => setConnected(false);
  const found = () => setConnected(true);
  if (!navigator.onLine) lost();
  addEventListener('offline', lost);
  addEventListener('online', found);
  return () => {
    removeEventListener('offline', lost);
    removeEventListener('online', found);
  };
}
