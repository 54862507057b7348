import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { apiMetrics } from '#shared/contract/metric.ts';
import { contracts } from '#shared/contracts.ts';
import { platforms } from '#shared/platforms/platform.ts';
import { publishingMetrics } from '#shared/publishing/measures.ts';
import { ofType, synthesise, testStage } from './synthesis.ts';

const resources = synthesise(testStage('production'));
const prefix = 'kuwait-social-production-Publishing-';

const Dimensions = z.array(z.object({ Name: z.string(), Value: z.unknown() }));
const Stat = z.object({
  Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions }),
  Period: z.number(),
  Stat: z.string(),
});
const Properties = z.object({
  AlarmName: z.string(),
  Namespace: z.optional(z.string()),
  MetricName: z.optional(z.string()),
  Dimensions: z.optional(Dimensions),
  Metrics: z.optional(
    z.array(z.object({ Id: z.string(), Expression: z.optional(z.string()), MetricStat: z.optional(Stat) })),
  ),
});
type Properties = z.infer<typeof Properties>;

const alarms = ofType(resources, 'AWS::CloudWatch::Alarm').map(({ Properties: found }) => Properties.parse(found));
/** Every alarm's raw properties by its name without the prefix. */
const named = new Map(
  ofType(resources, 'AWS::CloudWatch::Alarm').map(({ Properties: found }) => [
    String(found.AlarmName).replace(prefix, ''),
    found,
  ]),
);
/** The metrics that an alarm looks at, alone or inside an expression. */
const seriesOf = ({ Namespace, MetricName, Dimensions: own = [], Metrics = [] }: Properties) => [
  ...(Namespace && MetricName ? [{ Namespace, MetricName, Dimensions: own }] : []),
  ...Metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : [])),
];
const expression = (name: string) =>
  Properties.parse(named.get(name)).Metrics?.find(({ Expression }) => Expression !== undefined)?.Expression;

describe('alarms on what our functions measure', () => {
  const ours = alarms.flatMap((alarm) =>
    seriesOf(alarm)
      .filter(({ Namespace }) => Namespace === 'KuwaitSocial')
      .map((series) => ({ ...series, alarm: alarm.AlarmName })),
  );
  const withPlatform = (metric: string) => !['OldestDue', 'Overdue', 'Swept'].includes(metric);

  it('look at metrics that are written, under the dimensions they are written with', () => {
    expect(ours.length).toBeGreaterThan(5);
    for (const { MetricName, Dimensions: found, alarm } of ours) {
      expect(Object.keys({ ...publishingMetrics, ...apiMetrics }), alarm).toContain(MetricName);
      const names = found.map(({ Name }) => Name).sort();
      const told = MetricName in apiMetrics ? ['Feature'] : withPlatform(MetricName) ? ['Platform'] : [];
      expect(names, alarm).toEqual([...told, 'Stage']);
      expect(found, alarm).toContainEqual({ Name: 'Stage', Value: 'production' });
    }
  });

  it('watch every network that can be platforms, each for itself', () => {
    for (const platform of platforms)
      expect([...named.keys()].filter((name) => name.startsWith(`Alarms-${platform}-`)).sort()).toEqual(
        ['InDoubt', 'Missed', 'Questions', 'Retries', 'Slow'].map((kind) => `Alarms-${platform}-${kind}`),
      );
  });
});

describe('five failures of a feature within five minutes', () => {
  const failing = alarms.filter(({ AlarmName }) => AlarmName.endsWith('-Failing'));
  /** The alarm's own sum, as CloudWatch would reckon it. */
  const rings = (alarm: Properties, answered: number, died: number) => {
    expect(alarm.Metrics?.find(({ Expression }) => Expression)?.Expression).toBe('FILL(answered, 0) + FILL(died, 0)');
    return answered + died >= Number(named.get(alarm.AlarmName.replace(prefix, ''))?.Threshold);
  };

  it.each(contracts.map(({ feature }) => feature))('%s: answered as ours, or not answered at all', (feature) => {
    const [alarm, ...others] = failing.filter((one) => JSON.stringify(seriesOf(one)).includes(`"${feature}"`));
    if (!alarm) throw new Error(`Nothing watches ${feature}`);
    expect(others).toEqual([]);
    expect(
      seriesOf(alarm).map(({ Namespace, MetricName, Dimensions: found }) => [
        `${Namespace}/${MetricName}`,
        found.map(({ Name }) => Name).sort(),
      ]),
    ).toEqual([
      ['KuwaitSocial/ServerErrors', ['Feature', 'Stage']],
      ['AWS/Lambda/Errors', ['FunctionName']],
    ]);
    expect([rings(alarm, 5, 0), rings(alarm, 0, 5), rings(alarm, 3, 2), rings(alarm, 2, 2)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('thresholds', () => {
  it('a post that nobody works on for more than ten minutes', () => {
    expect(named.get('Alarms-OldestDue')).toMatchObject({
      MetricName: 'OldestDue',
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 600_000,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  it('one post of a hundred more than ten minutes late, twice in a row', () => {
    expect(named.get('Alarms-instagram-Slow')).toMatchObject({
      MetricName: 'TimeToPublish',
      ExtendedStatistic: 'p99',
      Period: 300,
      EvaluationPeriods: 2,
      Threshold: 600_000,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
    // Left out, a percentile is judged however few posts there were; a quiet hour must not hide a slow post.
    expect(named.get('Alarms-instagram-Slow')).not.toHaveProperty('EvaluateLowSampleCountPercentile');
  });

  it('a single missed post', () => {
    expect(named.get('Alarms-instagram-Missed')).toMatchObject({
      MetricName: 'Missed',
      Statistic: 'Sum',
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
  });

  it('five questions to customers within an hour', () => {
    expect(named.get('Alarms-instagram-Questions')).toMatchObject({
      MetricName: 'NeedsReview',
      Statistic: 'Sum',
      Period: 3600,
      Threshold: 5,
    });
  });

  it('more than every tenth attempt is a repetition, once there are ten of them', () => {
    expect(named.get('Alarms-instagram-Retries')).toMatchObject({
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
    });
    expect(expression('Alarms-instagram-Retries')).toBe('IF(part >= 10, 100 * part / (part + rest), 0)');
    const stats = Properties.parse(named.get('Alarms-instagram-Retries')).Metrics?.flatMap(({ Id, MetricStat }) =>
      MetricStat ? [[Id, MetricStat.Metric.MetricName, MetricStat.Stat, MetricStat.Period]] : [],
    );
    expect(stats).toEqual([
      ['part', 'Retries', 'Sum', 900],
      ['rest', 'Published', 'Sum', 900],
    ]);
  });

  it('more than five of a hundred calls left in doubt, once there are five of them', () => {
    expect(named.get('Alarms-instagram-InDoubt')).toMatchObject({
      Threshold: 5,
      ComparisonOperator: 'GreaterThanThreshold',
    });
    expect(expression('Alarms-instagram-InDoubt')).toBe('IF(part >= 5, 100 * part / (part + rest), 0)');
  });
});

describe('silence', () => {
  it('a sweeper that did not come to its end for fifteen minutes raises an alarm, called or not', () => {
    expect(named.get('Sweep-Silent')).toMatchObject({
      EvaluationPeriods: 3,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
    // Not filled, CloudWatch would look for older periods and ring after twenty-five minutes.
    expect(expression('Sweep-Silent')).toBe('FILL(sign, 0)');
    const [sign] = seriesOf(Properties.parse(named.get('Sweep-Silent')));
    expect(sign).toMatchObject({ Namespace: 'KuwaitSocial', MetricName: 'Swept' });
  });

  it('metrics are lines of the log: no function is told to leave out its ordinary lines', () => {
    const quiet = ofType(resources, 'AWS::Lambda::Function').filter(({ Properties: found }) =>
      /LOG_LEVEL|ApplicationLogLevel|POWERTOOLS_DEV/.test(JSON.stringify(found)),
    );
    expect(quiet).toEqual([]);
  });
});
