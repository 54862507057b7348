import * as z from 'zod/mini';
import { TemplateError } from '../intrinsics.ts';
import type { Application } from '../template.ts';
import { compileFilters, type Filter } from './filter.ts';

/** A queue or stream that feeds a function. */
export type Mapping = {
  id: string;
  kind: 'queue' | 'stream';
  sourceArn: string;
  functionName: string;
  batchSize: number;
  /** How long a batch may wait to become full (queues only). */
  windowMs?: number;
  /** Invocations at once (queues only). */
  maxConcurrency: number;
  partialFailures: boolean;
  bisect: boolean;
  /** Attempts after the first (streams only); undefined retries until the record is too old. */
  maxRetries: number | undefined;
  maxAgeMs: number | undefined;
  startsAtTheBeginning: boolean;
  onFailureArn: string | undefined;
  filter: Filter;
};

const Shape = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z._default(z.boolean(), true),
  BatchSize: z.optional(z.number()),
  MaximumBatchingWindowInSeconds: z._default(z.number(), 0),
  FunctionResponseTypes: z._default(z.array(z.string()), []),
  ScalingConfig: z.optional(z.object({ MaximumConcurrency: z.number() })),
  BisectBatchOnFunctionError: z._default(z.boolean(), false),
  MaximumRetryAttempts: z._default(z.number(), -1),
  MaximumRecordAgeInSeconds: z._default(z.number(), -1),
  StartingPosition: z.optional(z.enum(['TRIM_HORIZON', 'LATEST'])),
  ParallelizationFactor: z.optional(z.number()),
  TumblingWindowInSeconds: z.optional(z.number()),
  DestinationConfig: z.optional(z.object({ OnFailure: z.optional(z.object({ Destination: z.string() })) })),
  FilterCriteria: z.optional(z.object({ Filters: z.array(z.object({ Pattern: z.string() })) })),
});

/** Properties of a stream's mapping that would be ignored here. */
const unperformed = ['ParallelizationFactor', 'MaximumBatchingWindowInSeconds', 'TumblingWindowInSeconds'] as const;

/** All enabled event source mappings of the template. */
export function mappingsOf(application: Application): Mapping[] {
  return application
    .all('AWS::Lambda::EventSourceMapping', Shape)
    .filter(({ properties }) => properties.Enabled)
    .map(({ logicalId, properties }) => {
      const service = properties.EventSourceArn.split(':')[2];
      if (service !== 'sqs' && service !== 'dynamodb')
        throw new TemplateError(`${logicalId} reads from ${properties.EventSourceArn}, unknown to the local cloud`);
      for (const name of service === 'dynamodb' ? unperformed : [])
        if ((properties[name] ?? 0) > Number(name === 'ParallelizationFactor'))
          throw new TemplateError(`${logicalId} has ${name}, which the local cloud does not perform for streams`);
      const onFailureArn = properties.DestinationConfig?.OnFailure?.Destination;
      if (onFailureArn !== undefined && !onFailureArn.startsWith('arn:aws:sqs:'))
        throw new TemplateError(`${logicalId} gives up to ${onFailureArn}: the local cloud knows queues only`);
      const limit = (value: number, unit: number) => (value < 0 ? undefined : value * unit);
      return {
        id: logicalId,
        kind: service === 'sqs' ? 'queue' : 'stream',
        sourceArn: properties.EventSourceArn,
        functionName: properties.FunctionName,
        batchSize: properties.BatchSize ?? (service === 'sqs' ? 10 : 100),
        windowMs: properties.MaximumBatchingWindowInSeconds * 1000,
        maxConcurrency: properties.ScalingConfig?.MaximumConcurrency ?? 1000,
        partialFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
        bisect: properties.BisectBatchOnFunctionError,
        maxRetries: limit(properties.MaximumRetryAttempts, 1),
        maxAgeMs: limit(properties.MaximumRecordAgeInSeconds, 1000),
        startsAtTheBeginning: properties.StartingPosition === 'TRIM_HORIZON',
        onFailureArn,
        filter: compileFilters(properties.FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? []),
      };
    });
}
