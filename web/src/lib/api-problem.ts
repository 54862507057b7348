import { problems as core } from '#shared/contract/core.ts';
import type { Issue, ProblemCode } from '#shared/contract/problem.ts';
import type { Phrase } from '#shared/contract/text.ts';

/** The server understood and said no (or failed): the wire form of `Problem`, ready to be explained to a person. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly details: readonly Issue[];
  readonly requestId: string;
  /** The one thing to do about it, when the server said so. */
  readonly nextStep: string | undefined;
  /** Seconds to wait, when the server said so. */
  readonly retryAfter: number | undefined;
  /** What it means for the person at the screen. */
  readonly sentence: Phrase;

  constructor(fields: {
    code: ProblemCode;
    status: number;
    details: readonly Issue[];
    requestId: string;
    nextStep?: string | undefined;
    retryAfter: number | undefined;
    sentence?: Phrase | undefined;
  }) {
    super(fields.code);
    this.name = 'ApiProblem';
    this.code = fields.code;
    this.status = fields.status;
    this.details = fields.details;
    this.requestId = fields.requestId;
    this.nextStep = fields.nextStep;
    this.retryAfter = fields.retryAfter;
    this.sentence = fields.sentence ?? core['internal.unexpected'];
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
  const texts = await problemTexts();
  const known = isKnown(code, texts) ? code : codeOfStatus(answer.status);
  return new ApiProblem({
    code: known,
    sentence: texts?.get(known),
    status: answer.status,
    details: Array.isArray(details) ? details.filter(isIssue) : [],
    requestId: typeof requestId === 'string' ? requestId : (answer.headers.get('x-amzn-requestid') ?? ''),
    nextStep: typeof nextStep === 'string' ? nextStep : undefined,
    retryAfter: Number.isNaN(retryAfter) ? undefined : retryAfter,
  });
}

/** The gateway and the firewall answer before our code does, without a code of ours. */
function codeOfStatus(status: number): ProblemCode {
  if (status === 401) return 'auth.required';
  if (status === 403) return 'auth.forbidden';
  if (status === 404) return 'route.not_found';
  if (status === 413) return 'request.too_large';
  return status === 429 ? 'request.too_many' : 'internal.unexpected';
}

/** A server that is newer than this page may say what the page has no words for. */
const isKnown = (code: unknown, texts: Texts | undefined): code is ProblemCode =>
  typeof code === 'string' && (texts?.has(code) ?? true);

type Texts = ReadonlyMap<string, Phrase>;

/** The sentences of all features; undefined when they cannot be fetched: then the code still decides what is done. */
const problemTexts = async (): Promise<Texts | undefined> =>
  import('./problem-texts.ts').then(
    (loaded) => loaded.problemTexts,
    () => undefined,
  );

const isIssue = (value: unknown): value is Issue =>
  typeof value === 'object' && value !== null && 'path' in value && 'issue' in value;
