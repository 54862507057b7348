import { type Client, client, type Send } from '#shared/contract/client.ts';
import type { Contract, Routes } from '#shared/contract/route.ts';
import { createSend } from './send.ts';
import { session } from './session.ts';

export const send: Send = createSend(session);

/**
 * The typed client of a feature's contract for this page.
 *
 * @example const api = apiOf(posts); await api.list({ query: {} });
 */
export const apiOf = <R extends Routes>(contract: Contract<R>): Client<R> => client(contract, send);
