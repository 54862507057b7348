import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { exceptionsOf } from '#infra/acknowledgements.ts';
import { application, stacksOf } from '#infra/application.ts';
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

  const config = testStage('production');
  const app = new App({ outdir: join(outdir, 'bare') });
  stacksOf(app, config);
  const exceptions = exceptionsOf(app);

  it('each exception gives a reason and a day that has not passed', () => {
    expect(exceptions.length).toBeGreaterThan(0);
    for (const { id, reason, expires } of exceptions) {
      expect(reason, id).toMatch(/^.{40,}\.$/);
      expect(new Date(`${expires}T23:59:59Z`).getTime(), `${id} has to be looked at again`).toBeGreaterThan(Date.now());
    }
  });

  it('one rule is not followed for one reason: nobody copies an exception to where it says something else', () => {
    const reasons = new Map<string, string>();
    for (const { id, reason } of exceptions) {
      expect(reasons.get(id) ?? reason, id).toBe(reason);
      reasons.set(id, reason);
    }
  });

  it('each exception is needed: without any, the packs find exactly those rules at exactly those places', () => {
    // References between stacks only become imports when the whole app is prepared.
    app.synth();
    const found = [new AwsSolutionsChecks(app), new ServerlessChecks(app)]
      .flatMap((pack) => pack.validateScope(app).violations)
      .flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => ({ ruleName, path: constructPath ?? '' })),
      );
    const said = exceptions.map(({ id, at, resources }) => ({
      id,
      at: at.node.path,
      paths: new Set(resources.map(({ node }) => node.path)),
    }));

    expect(
      found.filter(({ path, ruleName }) => !said.some(({ id, paths }) => id === ruleName && paths.has(path))),
    ).toEqual([]);
    expect(
      said
        .filter(({ id, paths }) => !found.some(({ ruleName, path }) => ruleName === id && paths.has(path)))
        .map(({ id, at }) => `${id} is not needed at ${at}`),
    ).toEqual([]);
  });
});
