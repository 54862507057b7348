import { auth } from '#shared/auth/contract.ts';
import type { Send } from '#shared/contract/client.ts';
import { appHeader } from '#shared/contract/route.ts';
import { ApiProblem, NetworkError, problemIn } from './api-problem.ts';
import { setClockFrom } from './clock.ts';
import { setConnected } from './connection.ts';

/** What `send` needs of the session: the token of the moment (none when it is about to run out) and one more try after it was refused. */
export type Bearer = {
  token: () => string | undefined;
  /** Gets a fresh token, once for all callers that wait; undefined when the session is over. */
  refresh: () => Promise<string | undefined>;
  /** Told when the server says that the person or the business has been suspended. */
  suspended: () => void;
};

const openPaths = new Set<string>(
  Object.values(auth.routes)
    .filter((route) => route.permission === 'public')
    .map((route) => route.path),
);

/**
 * Makes `send` for the typed clients: adds the bearer token and the header that only our own page can set, turns
 * refusals into `ApiProblem` and silence into `NetworkError`, and refreshes the session once when it has run out.
 */
export function createSend(bearer: Bearer, base = '/api'): Send {
  return async (call) => {
    const ask = (token: string | undefined) => request(base, call, token);
    const read = call.answers === 'file' ? readFile : readJson;
    if (openPaths.has(call.path)) return read(await ask(undefined));
    const token = bearer.token() ?? (await bearer.refresh());
    const first = await ask(token);
    const fresh = first.status === 401 && token ? await bearer.refresh() : undefined;
    return read(fresh ? await ask(fresh) : first).catch((error: unknown) => {
      if (error instanceof ApiProblem && error.code === 'auth.suspended') bearer.suspended();
      throw error;
    });
  };
}

async function request(base: string, call: Parameters<Send>[0], token: string | undefined): Promise<Response> {
  const accept = call.answers === 'file' ? '*/*' : 'application/json';
  const headers = new Headers({ accept, [appHeader.name]: appHeader.value });
  if (call.body !== undefined) headers.set('content-type', 'application/json');
  if (token) headers.set('authorization', `Bearer ${token}`);
  if (call.idempotencyKey) headers.set('idempotency-key', call.idempotencyKey);
  const body = call.body === undefined ? null : JSON.stringify(call.body);
  try {
    const answer = await fetch(base + call.path, { method: call.method, headers, body, credentials: 'same-origin' });
    setConnected(true);
    return answer;
  } catch (cause) {
    setConnected(false);
    throw new NetworkError(call.idempotencyKey, cause);
  }
}

async function readFile(answer: Response): Promise<Blob> {
  setClockFrom(answer.headers.get('date'));
  if (!answer.ok) throw await problemIn(answer);
  return answer.blob();
}

async function readJson(answer: Response): Promise<unknown> {
  setClockFrom(answer.headers.get('date'));
  if (!answer.ok) throw await problemIn(answer);
  const text = await answer.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // A page instead of data: something between us and the server answered.
    throw new ApiProblem({
      code: 'internal.unexpected',
      status: answer.status,
      details: [],
      requestId: '',
      retryAfter: undefined,
    });
  }
}
