import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { apiMetrics } from '#shared/contract/metric.ts';
import { Problem } from '#shared/contract/problem.ts';
import { now } from './clock.ts';
import { problemAnswer } from './http.ts';
import { logger } from './logger.ts';
import { measure } from './metrics.ts';

/** Which function's alarm counts a failure of ours, and under what name the route is logged. */
export type Served = { readonly counted: string; readonly name: string };

/** Answers one request: what `work` throws becomes a problem, and what is our fault is counted. */
export async function served(
  { counted, name }: Served,
  context: Context,
  work: () => Promise<APIGatewayProxyStructuredResultV2>,
): Promise<APIGatewayProxyStructuredResultV2> {
  const started = now();
  logger.appendKeys({ route: name });
  const result = await work().catch((error: unknown) => failed(error, context));
  // To Lambda this is a success, so its own count of errors says nothing of it.
  if ((result.statusCode ?? 0) >= 500) measure(apiMetrics, { ServerErrors: 1 }, { Feature: counted });
  logger.info('served', { status: result.statusCode, ms: now() - started });
  return result;
}

function failed(error: unknown, context: Context) {
  if (error instanceof Problem && error.status < 500) {
    logger.info('refused', { code: error.code, issues: error.issues.map(({ path, issue }) => `${path}:${issue}`) });
    return problemAnswer(error, context.awsRequestId);
  }
  logger.error('failed', { error: error instanceof Error ? error : new Error('Thrown value is not an error') });
  const problem = error instanceof Problem ? error : new Problem('internal.unexpected');
  return problemAnswer(problem, context.awsRequestId);
}
