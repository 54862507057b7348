import { type MetricDimensions, type Metrics, metricNamespace } from '#shared/contract/metric.ts';
import { now } from './clock.ts';
import { env } from './env.ts';
import { logger } from './logger.ts';

/** The values of one metric since the last line was written. */
type Series = { readonly name: string; readonly unit: Metrics[string]; readonly values: readonly number[] };

/** What CloudWatch takes for one metric in one line. */
const MOST_VALUES = 100;

/** Not written yet: series by name, by dimensions. One instance works on one invocation at a time. */
const kept = new Map<string, { dimensions: MetricDimensions; series: Map<string, Series> }>();

/**
 * Keeps what was measured until the invocation ends, which writes it. Counts are added up, durations are kept one by
 * one, because percentiles need each of them.
 */
export function measure<M extends Metrics>(
  metrics: M,
  values: Partial<Record<keyof M & string, number>>,
  dimensions: MetricDimensions = {},
): void {
  const key = JSON.stringify(dimensions);
  for (const [name, value] of Object.entries<number | undefined>(values)) {
    const unit = metrics[name];
    if (value === undefined || unit === undefined) continue;
    const group = kept.get(key) ?? { dimensions, series: new Map() };
    const before = group.series.get(name)?.values ?? [];
    group.series.set(name, { name, unit, values: unit === 'Count' ? [(before[0] ?? 0) + value] : [...before, value] });
    kept.set(key, group);
  }
}

/** Writes what was measured as lines of the log, one for each set of dimensions; none when nothing was. */
export function writeMetrics(): void {
  const groups = [...kept.values()];
  kept.clear();
  for (const { dimensions, series } of groups)
    for (const line of embedded(now(), { Stage: env('stage'), ...dimensions }, [...series.values()]))
      logger.info('metrics', line);
}

/**
 * CloudWatch's embedded metric format: the log line carries the values, and `_aws` says which of its members they are.
 * `at` is epoch milliseconds. More values than fit into one line make several.
 */
export function embedded(
  at: number,
  dimensions: Readonly<Record<string, string>>,
  series: readonly Series[],
): Record<string, unknown>[] {
  const lines = Math.ceil(Math.max(0, ...series.map(({ values }) => values.length)) / MOST_VALUES);
  return Array.from({ length: lines }, (_, line) => {
    const here = series
      .map((one) => ({ ...one, values: one.values.slice(line * MOST_VALUES, (line + 1) * MOST_VALUES) }))
      .filter(({ values }) => values.length > 0);
    const Metrics = here.map(({ name, unit }) => ({ Name: name, Unit: unit }));
    const directive = { Namespace: metricNamespace, Dimensions: [Object.keys(dimensions)], Metrics };
    return {
      _aws: { Timestamp: at, CloudWatchMetrics: [directive] },
      ...dimensions,
      ...Object.fromEntries(here.map(({ name, values }) => [name, values])),
    };
  });
}
