import { randomUUID } from 'node:crypto';
import { createContext, runInContext } from 'node:vm';
import * as z from 'zod/mini';
import type { HttpHeaders } from './http-event.ts';

const Value = z.object({ value: z.string(), multiValue: z.optional(z.array(z.object({ value: z.string() }))) });
const Values = z._default(z.record(z.string(), Value), {});
type Values = z.output<typeof Values>;
const EdgeRequest = z.object({ uri: z.string(), querystring: Values, headers: Values, cookies: Values });
const EdgeResponse = z.object({
  statusCode: z.int(),
  headers: Values,
  cookies: Values,
  body: z.optional(z.union([z.string(), z.object({ data: z.string(), encoding: z.enum(['text', 'base64']) })])),
});
export type EdgeRequest = z.output<typeof EdgeRequest>;
export type EdgeResponse = z.output<typeof EdgeResponse>;
const RequestOrResponse = z.union([EdgeResponse, EdgeRequest]);

/** What both events tell: the distribution and the viewer. */
export type EdgeContext = { distributionId: string; distributionDomainName: string; method: string; ip: string };

/** A CloudFront Function of the template, run as it stands. */
export type EdgeFunction = {
  /** The request to go on with, or (with a `statusCode`) the answer instead of it. */
  onRequest(context: EdgeContext, request: EdgeRequest): EdgeRequest | EdgeResponse;
  onResponse(context: EdgeContext, request: EdgeRequest, response: EdgeResponse): EdgeResponse;
};

type Pair = readonly [name: string, value: string];

/** Pairs of name and value as CloudFront Functions see headers, cookies and query. */
export function edgeValues(pairs: Iterable<Pair>): Values {
  const entries = Object.entries(Object.groupBy(pairs, ([name]) => name)).map(([name, found = []]) => {
    const all = found.map(([, value]) => ({ value }));
    return [name, { value: all[0]?.value ?? '', ...(all.length > 1 ? { multiValue: all } : {}) }] as const;
  });
  return Object.fromEntries(entries);
}

/** The other way round: every value with its name. */
export const valuePairs = (values: Values): Pair[] =>
  Object.entries(values).flatMap(([name, { value, multiValue = [{ value }] }]) =>
    multiValue.map((one): Pair => [name, one.value]),
  );

/** Headers as Node holds them, and back. */
export const edgeHeaders = (headers: HttpHeaders): Values =>
  edgeValues(Object.entries(headers).flatMap(([name, value = []]) => [value].flat().map((one): Pair => [name, one])));
export const nodeHeaders = (values: Values): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(values).map(([name, { value, multiValue }]) => [name, multiValue?.map((one) => one.value) ?? value]),
  );

/** Compiles the JavaScript of a CloudFront Function in a context of its own, without anything of Node. */
export function compileEdgeFunction(code: string): EdgeFunction {
  const context = createContext({});
  runInContext(code, context, { timeout: 1000 });
  // Text goes in and out, so that neither side holds objects of the other's world.
  const run: unknown = runInContext('(text) => JSON.stringify(handler(JSON.parse(text)))', context);
  if (typeof run !== 'function') throw new TypeError('The edge function has no handler');
  const call = (eventType: string, { method, ip, ...about }: EdgeContext, request: EdgeRequest, more = {}): unknown => {
    const context = { ...about, eventType, requestId: randomUUID() };
    const event = { version: '1.0', context, viewer: { ip }, request: { method, ...request }, ...more };
    return JSON.parse(String(Reflect.apply(run, undefined, [JSON.stringify(event)])));
  };
  return {
    onRequest: (context, request) => RequestOrResponse.parse(call('viewer-request', context, request)),
    onResponse: (context, request, response) =>
      EdgeResponse.parse(call('viewer-response', context, request, { response })),
  };
}
