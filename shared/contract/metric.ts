import type { Platform } from '../platforms/platform.ts';

/** What functions write as metrics and alarms read: said once, so that both mean the same. */
export const metricNamespace = 'KuwaitSocial';

/** A family of metrics: their names with their units. */
export type Metrics = Readonly<Record<string, 'Count' | 'Milliseconds'>>;

/**
 * By what metrics are told apart, besides the stage. Every value of a dimension is a metric of its own that costs
 * money, so there are few: never an id.
 */
export type MetricDimensions = { readonly Platform?: Platform; readonly Feature?: string };

/** What is measured of every feature's API: answers that say it is our fault, whatever caused them. */
export const apiMetrics = { ServerErrors: 'Count' } as const satisfies Metrics;
