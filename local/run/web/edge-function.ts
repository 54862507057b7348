import { createContext, runInContext } from 'node:vm';
import * as z from 'zod/mini';

const Header = z.object({ value: z.string() });
const EdgeRequest = z.object({ method: z.string(), uri: z.string() });
const EdgeResponse = z.object({ statusCode: z.number(), headers: z.record(z.string(), Header) });
type EdgeResponse = z.infer<typeof EdgeResponse>;

/** A CloudFront Function of the template, run as it stands. */
export type EdgeFunction = {
  /** The path to ask the origin for. */
  onRequest(method: string, uri: string): string;
  onResponse(uri: string, response: EdgeResponse): EdgeResponse;
};

/** Compiles the JavaScript of a CloudFront Function in a context of its own, without anything of Node. */
export function compileEdgeFunction(code: string): EdgeFunction {
  const context = createContext({});
  runInContext(code, context, { timeout: 1000 });
  // Text goes in and out, so that neither side holds objects of the other's world.
  const run: unknown = runInContext('(text) => JSON.stringify(handler(JSON.parse(text)))', context);
  if (typeof run !== 'function') throw new TypeError('The edge function has no handler');
  const call = (event: unknown): unknown => JSON.parse(String(Reflect.apply(run, undefined, [JSON.stringify(event)])));
  return {
    onRequest: (method, uri) => EdgeRequest.parse(call({ request: { method, uri, headers: {}, querystring: {} } })).uri,
    onResponse: (uri, response) => EdgeResponse.parse(call({ request: { method: 'GET', uri }, response })),
  };
}
