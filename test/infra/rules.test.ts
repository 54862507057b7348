import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { acknowledgements } from '#infra/acknowledgements.ts';
import { application } from '#infra/application.ts';
import { DataStack } from '#infra/stacks/data-stack.ts';
import { ServiceStack } from '#infra/stacks/service-stack.ts';
import { WebStack } from '#infra/stacks/web-stack.ts';
import { testStage } from './synthesis.ts';

const outdir = mkdtempSync(join(tmpdir(), 'rules-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const Report = z.object({ pluginReports: z.array(z.object({ conclusion: z.optional(z.string()) })) });

describe('rule packs', () => {
  it('a production synth has no open finding in AwsSolutions, Serverless or CloudFormation’s own schemas', () => {
    const folder = join(outdir, 'production');
    application(testStage('production'), { outdir: folder, schemas: true }).app.synth();
    const report = Report.parse(JSON.parse(readFileSync(join(folder, 'validation-report.json'), 'utf8')));
    expect(report.pluginReports.filter(({ conclusion }) => conclusion !== 'success')).toEqual([]);
  });

  it('there are at most fifteen acknowledgements, each with a reason and a day that has not passed', () => {
    const all = acknowledgements(testStage('production'));
    expect(all.length).toBeLessThanOrEqual(15);
    for (const { id, reason, expires } of all) {
      expect(reason, id).toMatch(/^.{40,}\.$/);
      expect(new Date(`${expires}T23:59:59Z`).getTime(), `${id} has to be looked at again`).toBeGreaterThan(Date.now());
    }
  });

  it('each acknowledgement is needed: without any, the packs find exactly those rules at exactly those places', () => {
    const config = testStage('production');
    const app = new App({ outdir: join(outdir, 'bare') });
    const data = new DataStack(app, config);
    const service = new ServiceStack(app, config, data);
    new WebStack(app, config, data, service);

    // References between stacks only become imports when the whole app is prepared.
    app.synth();
    const found = [new AwsSolutionsChecks(app), new ServerlessChecks(app)]
      .flatMap((pack) => pack.validateScope(app).violations)
      .flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => ({ ruleName, path: constructPath ?? '' })),
      );

    const all = acknowledgements(config);
    const covers = (path: string, rule: string) => all.some(({ id, on }) => id === rule && on.test(path));
    expect(found.filter(({ path, ruleName }) => !covers(path, ruleName))).toEqual([]);
    for (const { id, on } of all)
      expect(
        found.some(({ ruleName, path }) => ruleName === id && on.test(path)),
        `${id} is not needed any more`,
      ).toBe(true);
  });
});
