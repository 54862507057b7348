import { vi } from 'vitest';
import * as z from 'zod/mini';
import { logger } from '#runtime/logger.ts';

const name = z.string().check(z.minLength(1), z.maxLength(255));
const units =
  /^(None|Percent|(Seconds|Microseconds|Milliseconds)|((Bytes|Kilobytes|Megabytes|Gigabytes|Terabytes|Bits|Kilobits|Megabits|Gigabits|Terabits|Count)(\/Second)?))$/;

/** `_aws` as CloudWatch documents it; anything else in there is refused. */
const Metadata = z.strictObject({
  Timestamp: z.int().check(z.gt(1_600_000_000_000)),
  CloudWatchMetrics: z
    .array(
      z.strictObject({
        Namespace: name.check(z.regex(/^[A-Za-z0-9_./#-]+$/)),
        Dimensions: z.array(z.array(name).check(z.maxLength(30))).check(z.minLength(1)),
        Metrics: z
          .array(z.strictObject({ Name: name, Unit: z.optional(z.string().check(z.regex(units))) }))
          .check(z.minLength(1), z.maxLength(100)),
      }),
    )
    .check(z.minLength(1)),
});
const Root = z.looseObject({ _aws: Metadata });
const Values = z.union([z.number(), z.array(z.number()).check(z.minLength(1), z.maxLength(100))]);

/** What CloudWatch would make of one line: dimensions, and the values of each metric with its unit. */
export type Read = {
  at: number;
  dimensions: Record<string, string>;
  metrics: Record<string, { unit: string | undefined; values: number[] }>;
};

/** Reads a line as CloudWatch does. Throws when the line breaks a rule of the format. */
export function readMetrics(line: string): Read {
  const root = Root.parse(JSON.parse(line));
  const [directive] = root._aws.CloudWatchMetrics;
  const [dimensions = []] = directive?.Dimensions ?? [];
  const { Metrics = [] } = directive ?? {};
  return {
    at: root._aws.Timestamp,
    dimensions: Object.fromEntries(dimensions.map((one) => [one, z.string().check(z.minLength(1)).parse(root[one])])),
    metrics: Object.fromEntries(
      Metrics.map(({ Name, Unit }) => [Name, { unit: Unit, values: [Values.parse(root[Name])].flat() }]),
    ),
  };
}

/** Lets the logger speak while `act` runs, and returns the lines it wrote. */
export async function linesWhile(act: () => Promise<unknown>): Promise<string[]> {
  const level = logger.getLevelName();
  const written: string[] = [];
  const outs = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0),
  );
  logger.setLogLevel('INFO');
  try {
    await act();
  } finally {
    logger.setLogLevel(level);
    for (const out of outs) out.mockRestore();
  }
  return written.join('').split('\n').filter(Boolean);
}

/** The lines that carry metrics. */
export const metricLines = (lines: readonly string[]): string[] => lines.filter((line) => line.includes('"_aws"'));
