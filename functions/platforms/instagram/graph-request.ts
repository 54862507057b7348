import type * as z from 'zod/mini';
import { networkHost } from '#runtime/env.ts';
import type { Credentials, Fault, Outcome, Safety } from '../platform.ts';
import { faultOf } from './errors.ts';
import { type CallFailure, callGraph, GRAPH_VERSION, type GraphCall } from './graph.ts';

export type AccountCall = Omit<GraphCall, 'url' | 'token'> & { path: string };

/**
 * One call to the versioned graph host in an account's name. `judge` says what may be done when it does not succeed:
 * how safe the call is to repeat, or a judgement of the call's own.
 */
export async function graphRequest<S extends z.ZodMiniType>(
  { token }: Credentials,
  { path, ...call }: AccountCall,
  judge: Safety | ((failure: CallFailure) => Fault),
  answer: S,
): Promise<Outcome<z.output<S>>> {
  const result = await callGraph(
    { ...call, url: `${networkHost('instagram', 'graph')}/${GRAPH_VERSION}/${path}`, token },
    answer,
  );
  if (result.ok) return result;
  return { ok: false, fault: typeof judge === 'string' ? faultOf(result.failure, judge) : judge(result.failure) };
}
