import type { Issue } from '#shared/contract/problem.ts';
import { problemStrings, type ShownProblem } from './problem-strings.ts';

/** The server understood and said no (or failed): the wire form of `Problem`, ready to be explained to a person. */
export class ApiProblem extends Error {
  readonly code: ShownProblem;
  readonly status: number;
  readonly details: readonly Issue[];
  readonly requestId: string;
  /** The one thing to do about it, when the server said so. */
  readonly nextStep: string | undefined;
  /** Seconds to wait, when the server said so. */
  readonly retryAfter: number | undefined;

  constructor(fields: {
    code: ShownProblem;
    status: number;
    details: readonly Issue[];
    requestId: string;
    nextStep?: string | undefined;
    retryAfter: number | undefined;
  }) {
    super(fields.code);
    this.name = 'ApiProblem';
    this.code = fields.code;
    this.status = fields.status;
    this.details = fields.details;
    this.requestId = fields.requestId;
    this.nextStep = fields.nextStep;
    this.retryAfter = fields.retryAfter;
  }
}

/** No answer came: whether the server did the work is unknown. Repeat a POST with the same idempotency key. */
export class NetworkError extends Error {
  readonly idempotencyKey: string | undefined;

  constructor(idempotencyKey: string | undefined, cause: unknown) {
    super('no answer', { cause });
    this.name = 'NetworkError';
    this.idempotencyKey = idempotencyKey;
  }
}

/** Reads the problem in an answer that was not 2xx; a proxy's HTML page becomes `internal.unexpected`. */
export async function problemIn(answer: Response): Promise<ApiProblem> {
  const body: unknown = await answer.json().catch(() => undefined);
  const fields = new Map<string, unknown>(Object.entries(body ?? {}));
  const code = fields.get('code');
  const details = fields.get('details');
  const requestId = fields.get('requestId');
  const nextStep = fields.get('nextStep');
  const retryAfter = Number.parseInt(answer.headers.get('retry-after') ?? '', 10);
  return new ApiProblem({
    code: isProblemCode(code) ? code : codeOfStatus(answer.status),
    status: answer.status,
    details: Array.isArray(details) ? details.filter(isIssue) : [],
    requestId: typeof requestId === 'string' ? requestId : (answer.headers.get('x-amzn-requestid') ?? ''),
    nextStep: typeof nextStep === 'string' ? nextStep : undefined,
    retryAfter: Number.isNaN(retryAfter) ? undefined : retryAfter,
  });
}

/** The gateway and the firewall answer before our code does, without a code of ours. */
function codeOfStatus(status: number): ShownProblem {
  if (status === 401) return 'auth.required';
  if (status === 403) return 'auth.forbidden';
  if (status === 404) return 'route.not_found';
  if (status === 413) return 'request.too_large';
  return status === 429 ? 'request.too_many' : 'internal.unexpected';
}

/** Told by our own words for it: the table of the API has a second text per code, for people reading JSON. */
const isProblemCode = (code: unknown): code is ShownProblem => typeof code === 'string' && code in problemStrings;

const isIssue = (value: unknown): value is Issue =>
  typeof value === 'object' && value !== null && 'path' in value && 'issue' in value;
