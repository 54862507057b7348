import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { application } from '#infra/application.ts';
import type { StageConfig } from '#infra/config.ts';
import { stageConfig } from '#infra/stages.ts';

const Resource = z.object({
  Type: z.string(),
  Properties: z._default(z.record(z.string(), z.unknown()), {}),
  DeletionPolicy: z.optional(z.string()),
  UpdateReplacePolicy: z.optional(z.string()),
});
const Template = z.object({ Resources: z.record(z.string(), Resource) });

/** One resource of the templates, with where it stands. */
export type Found = z.infer<typeof Resource> & { readonly stack: string; readonly id: string };

/** The settings of a stage for tests: functions need not be built. */
export const testStage = (name: 'local' | 'production'): StageConfig => ({
  ...stageConfig(name),
  unbuilt: 'placeholder',
});

/** Synthesises a stage into a folder that is gone afterwards, and returns every resource of every template. */
export const synthesise = (config: StageConfig, { schemas = false } = {}): readonly Found[] => {
  const outdir = mkdtempSync(join(tmpdir(), 'synthesis-'));
  try {
    const { app } = application(config, { outdir, schemas });
    return app.synth().stacks.flatMap((stack) => {
      const { Resources } = Template.parse(JSON.parse(readFileSync(stack.templateFullPath, 'utf8')));
      return Object.entries(Resources).map(([id, resource]) => ({ ...resource, id, stack: stack.id }));
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};

export const ofType = (resources: readonly Found[], type: string): readonly Found[] =>
  resources.filter((resource) => resource.Type === type);

/** All strings inside a value, in order: what a join of references and text is made of. */
export const texts = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(texts)
      : [];

/** The logical id behind `Ref`, `Fn::GetAtt` or an import of another stack's output. */
export const refersTo = (value: unknown, id: string): boolean =>
  texts(value).some((text) => text === id || new RegExp(`ExportsOutput(Ref|FnGetAtt)${id}(?![a-z])`).test(text));
