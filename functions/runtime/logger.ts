import { Logger } from '@aws-lambda-powertools/logger';

/** Structured log. Log ids, codes and states; never tokens, captions, addresses of people or whole events. */
export const logger = new Logger();
