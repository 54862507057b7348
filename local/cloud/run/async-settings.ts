import * as z from 'zod/mini';
import { TemplateError } from './intrinsics.ts';
import type { Application } from './template.ts';

/** What becomes of a function's events that nobody waits for. */
export type AsyncSettings = {
  /** Attempts after the first. */
  retries: number;
  maxAgeMs: number;
  /** Queue for the bare event when all attempts have failed (the function's DeadLetterConfig). */
  deadLetterArn?: string | undefined;
  /** Queue or function that hears how it ended. */
  onSuccessArn?: string | undefined;
  onFailureArn?: string | undefined;
};

/** What AWS does with a function that says nothing. */
export const defaultSettings: AsyncSettings = { retries: 2, maxAgeMs: 6 * 3_600_000 };

const Destination = z.optional(z.strictObject({ Destination: z.string() }));
const Shape = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.literal('$LATEST'),
  MaximumRetryAttempts: z.optional(z.int().check(z.gte(0), z.lte(2))),
  MaximumEventAgeInSeconds: z.optional(z.int().check(z.gte(60), z.lte(21_600))),
  DestinationConfig: z.optional(z.strictObject({ OnSuccess: Destination, OnFailure: Destination })),
});

/** Reads every AWS::Lambda::EventInvokeConfig; the answer gives the settings of one function by its own name. */
export function asyncSettingsOf(application: Application) {
  const configs = application.all('AWS::Lambda::EventInvokeConfig', Shape).map(({ properties }) => properties);
  return (functionName: string, deadLetterArn: string | undefined): AsyncSettings => {
    const config = configs.find(({ FunctionName }) => FunctionName.split(':').at(-1) === functionName);
    const target = (arn: string | undefined, services: readonly string[]) => {
      const [, , service = '', , , name = ''] = arn?.split(':') ?? [];
      if (arn !== undefined && (!services.includes(service) || name.endsWith('.fifo')))
        throw new TemplateError(`Function ${functionName} sends failed or finished events to ${arn}: not emulated`);
      return arn;
    };
    return {
      retries: config?.MaximumRetryAttempts ?? defaultSettings.retries,
      maxAgeMs: (config?.MaximumEventAgeInSeconds ?? defaultSettings.maxAgeMs / 1000) * 1000,
      deadLetterArn: target(deadLetterArn, ['sqs']),
      onSuccessArn: target(config?.DestinationConfig?.OnSuccess?.Destination, ['sqs', 'lambda']),
      onFailureArn: target(config?.DestinationConfig?.OnFailure?.Destination, ['sqs', 'lambda']),
    };
  };
}
