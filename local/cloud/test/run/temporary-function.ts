import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createClock } from '#cloud/aws/clock.ts';
import type { Endpoints } from '#cloud/run/environment.ts';
import type { FunctionSpec } from '#cloud/run/functions.ts';
import { createWorkers, type WorkersOptions } from '#cloud/run/workers.ts';

const nobody = 'http://127.0.0.1:9';
/** Addresses at which nobody answers. */
export const deadEndpoints: Endpoints = {
  ...{ web: nobody, media: nobody, sandboxes: {}, dynamodb: nobody, s3: nobody, sqs: nobody, scheduler: nobody },
  ...{
    kms: nobody,
    secretsManager: nobody,
    webSockets: nobody,
    cognito: nobody,
    ses: nobody,
    lambda: nobody,
    nowhere: nobody,
  },
};

export const arnOf = (name: string) => `arn:aws:lambda:me-south-1:000000000000:function:${name}`;

/** A function `name` with this source text, in a folder of its own that the end of the test clears away. */
export function temporaryFunction(code: string, overrides: Partial<FunctionSpec> = {}): FunctionSpec {
  const folder = mkdtempSync(join(tmpdir(), 'ksa-function-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const bundle = join(folder, 'index.mjs');
  writeFileSync(bundle, code);
  const name = overrides.name ?? 'job';
  return {
    name,
    arn: arnOf(name),
    role: 'JobRole',
    bundle,
    exportName: 'handler',
    timeoutMs: 5000,
    memoryMb: 128,
    variables: {},
    maxInstances: 2,
    ...overrides,
  };
}

/** Workers for these functions, ended with the test. Their logs lie in `logs`. */
export function temporaryWorkers(specs: readonly FunctionSpec[], options: Partial<WorkersOptions> = {}) {
  const logs = mkdtempSync(join(tmpdir(), 'ksa-logs-'));
  const clock = options.clock ?? createClock();
  const environment = () => ({});
  const workers = createWorkers(specs, { clock, logDir: logs, environment, onError: () => {}, ...options });
  onTestFinished(async () => {
    await workers.stop();
    clock.stop();
    rmSync(logs, { recursive: true, force: true });
  });
  return { ...workers, clock, logs };
}

/** One function, ready to be invoked as `job`. */
export const job = (code: string, overrides: Partial<FunctionSpec> = {}, options: Partial<WorkersOptions> = {}) =>
  temporaryWorkers([temporaryFunction(code, overrides)], options);
