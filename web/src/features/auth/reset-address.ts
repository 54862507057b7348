import { useLocation } from '@tanstack/react-router';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The address a code was sent to: kept with the page's place in the history, so that it survives a reload, and never in the address bar. */
    sentTo?: string;
  }
}

/** The address a code was sent to on the way to this page; empty when none was. */
export const useSentTo = (): string => useLocation({ select: ({ state }) => state.sentTo ?? '' });
