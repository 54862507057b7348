import { MathExpression, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type apiMetrics, type MetricDimensions, metricNamespace } from '../../shared/contract/metric.ts';
import type { PublishingMetric } from '../../shared/publishing/measures.ts';
import { alarmPeriod } from './alarm.ts';
import { ProductStack } from './product-stack.ts';

/** A metric that our functions write, of this stage, under the dimensions they write it with. */
export const productMetric = (
  scope: Construct,
  name: PublishingMetric | keyof typeof apiMetrics,
  { Platform, Feature, ...options }: MetricOptions & MetricDimensions = {},
): Metric =>
  new Metric({
    namespace: metricNamespace,
    metricName: name,
    dimensionsMap: {
      Stage: ProductStack.of(scope).config.stage,
      ...(Platform ? { Platform } : {}),
      ...(Feature ? { Feature } : {}),
    },
    period: alarmPeriod,
    statistic: 'Sum',
    ...options,
  });

/**
 * Of all that ended this way or that within a period, how many percent ended this way; 0 while fewer than `atLeast`
 * did, because one of two is no rate. What is missing counts as none.
 */
export const percentOf = (part: Metric, rest: Metric, atLeast: number): MathExpression =>
  new MathExpression({
    expression: `IF(part >= ${atLeast}, 100 * part / (part + rest), 0)`,
    usingMetrics: { part, rest },
    period: part.period,
  });

/**
 * A metric with 0 where it is silent. Alarms on silence need it: when data is missing, CloudWatch looks further back
 * than it was told and still finds the last good period, so that "three silent periods" would ring after five.
 */
export const zeroWhenSilent = (metric: Metric): MathExpression =>
  new MathExpression({ expression: 'FILL(sign, 0)', usingMetrics: { sign: metric }, period: metric.period });
