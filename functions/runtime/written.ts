import type { Csv, CsvFile, Redirect } from '#shared/contract/answer.ts';
import { csvOf } from '#shared/contract/csv.ts';
import type { Route } from '#shared/contract/route.ts';
import { env } from './env.ts';

/** The body of an answer as it goes out, and the headers that belong to it. */
export type Written = { body: string | undefined; headers: Record<string, string> };

/** Asked again no sooner than this, a job has usually moved on. */
const JOB_SECONDS = 2;

/**
 * What a handler returned, as its contract promises it. If it does not keep the promise, the fault is ours and not the
 * caller's.
 */
export function written(route: Route, value: unknown): Written {
  if (route.answers?.kind === 'redirect')
    return { body: undefined, headers: { location: locationOf(route.answers, String(value)) } };
  // The compiler holds handlers to it; a kept answer was one.
  if (route.answers?.kind === 'csv') return tableOf(route.answers, value as CsvFile);
  if (!route.response) return { body: undefined, headers: {} };
  const parsed = route.response.safeParse(value);
  if (!parsed.success) {
    const paths = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new Error(`The answer breaks its contract: ${paths}`);
  }
  return { body: JSON.stringify(parsed.data), headers: jobHeaders(route, parsed.data) };
}

/** Nobody is sent to a place that somebody else chose. */
function locationOf({ hosts }: Redirect, location: string): string {
  const ours = new URL(env('webUrl')).origin;
  const { origin, protocol, host, href, username } = new URL(location, ours);
  const isOurs = origin === ours && location.startsWith('/');
  const isKnown = protocol === 'https:' && hosts.includes(host) && username === '';
  if (!isOurs && !isKnown) throw new Error('A redirect leads to a place that its contract does not name');
  return href;
}

function tableOf({ bom }: Csv, { fileName, rows }: CsvFile): Written {
  const plain = fileName.replace(/[^\w.-]+/g, '_');
  const disposition = `attachment; filename="${plain}"; filename*=UTF-8''${escaped(fileName.toWellFormed())}`;
  return {
    body: csvOf(rows, { bom }),
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': disposition },
  };
}

/** These four are left alone by `encodeURIComponent`, and mean something in a header. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

function jobHeaders({ jobAt }: Route, answer: unknown): Record<string, string> {
  if (!jobAt) return {};
  const { jobId } = answer as { jobId: string };
  return { location: `/api${jobAt.replace('{jobId}', jobId)}`, 'retry-after': String(JOB_SECONDS) };
}
