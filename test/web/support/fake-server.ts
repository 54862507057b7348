import type { Contract, Route } from '#shared/contract/route.ts';
import { contracts } from '#shared/contracts.ts';

export type Asked = { method: string; path: string; headers: Headers; body: unknown };
type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | 'silence';
type Answering = (asked: Asked, times: number) => Answer | Promise<Answer>;

const routes: readonly Route[] = contracts.flatMap((contract: Contract) => Object.values(contract.routes));

/**
 * Takes the place of the network: answers `METHOD /path` with what the test says and remembers what was asked. What
 * the web sends must be what the contract takes, so bodies are parsed with the contract's own schemas.
 */
export function startFakeServer(answers: Record<string, Answering>) {
  const asked: Asked[] = [];
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init = {}) => {
    const url = new URL(String(input), 'http://127.0.0.1');
    const path = url.pathname.replace(/^\/api/, '') + url.search;
    const method = init.method ?? 'GET';
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const one: Asked = { method, path, headers: new Headers(init.headers), body };
    asked.push(one);
    const key = `${method} ${url.pathname.replace(/^\/api/, '')}`;
    const route = routes.find((candidate) => candidate.method === method && matches(candidate.path, url.pathname));
    if (!route) throw new Error(`no contract has ${key}`);
    if (route.body) route.body.parse(body);
    const answering = answers[key];
    if (!answering) throw new Error(`the test does not say what ${key} answers`);
    const times = asked.filter((other) => other.method === method && other.path === path).length;
    const answer = await answering(one, times);
    if (answer === 'silence') throw new TypeError('fetch failed');
    const written = answer.body === undefined ? null : JSON.stringify(answer.body);
    return new Response(written, { status: answer.status, headers: answer.headers ?? {} });
  };
  return {
    asked,
    to: (key: string) => asked.filter(({ method, path }) => `${method} ${path}` === key),
    stop: () => {
      globalThis.fetch = real;
    },
  };
}

const matches = (pattern: string, pathname: string): boolean =>
  new RegExp(`^/api${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname);

export const problem = (status: number, code: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: { code, message: code, requestId: 'req-1' },
});
