import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod/mini';
import { leavesLeftOut, leavesOf } from './coverage.ts';
import type { Identity, Place } from './identities.ts';
import { explain, isObject, type Json, resolve, TemplateError } from './intrinsics.ts';
import { refuseCycles } from './references.ts';
import { checkType } from './resource-types.ts';
import { type Exports, scopeOf, Template } from './scope.ts';

/** One resource with every intrinsic resolved. */
export type Resource = { type: string; logicalId: string; identity: Identity; properties: Json };
/** A property that no reader of the template has taken over: `leaf` is its path and its value. */
export type Unread = { type: string; logicalId: string; leaf: string };

/** The synthesised application: every stack's resources by type, parsed on request. */
export type Application = {
  /** All resources of `type`, their properties parsed with `schema`: what the schema keeps counts as honoured. */
  all<S extends z.ZodMiniType>(
    type: string,
    schema: S,
  ): { logicalId: string; identity: Identity; properties: z.output<S> }[];
  /** All resources, for readers that take names and references alone and honour no property by that. */
  resources(type?: string): readonly Resource[];
  /** Replaces a text wherever the template mentions it (an outside address by its local stand-in). */
  stands(outside: string, local: string): void;
  /** What nobody has asked for so far. Meaningful once everything has been built from the template. */
  unread(): Unread[];
  /** Types that anybody has asked for, whether the template has them or not. */
  asked(): ReadonlySet<string>;
};

/** Reads every `*.template.json` of a cloud assembly folder. */
export function readTemplates(folder: string): Record<string, unknown> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
  if (files.length === 0) throw new TemplateError(`No *.template.json in ${folder}: run npm run synth`);
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return Object.fromEntries(files.map((file) => [file.replace('.template.json', ''), read(file)]));
}

/**
 * Opens the templates of all stacks as one application. Fails on any section, type of resource, attribute, intrinsic
 * or reference that the local cloud does not know, and on references that go in a circle.
 */
export function openApplication(templates: Record<string, unknown>, place: Place): Application {
  const stands: [string, string][] = [];
  const asked = new Set<string>();
  const resources = resourcesOf(templates, place);
  const unread = new Map(resources.map((resource) => [resource, new Set(leavesOf(resource.properties))]));
  const localise = (value: Json): Json => {
    if (typeof value === 'string') return stands.reduce((text, [from, to]) => text.replaceAll(from, to), value);
    if (Array.isArray(value)) return value.map(localise);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, localise(entry)]));
  };

  return {
    stands: (outside, local) => void stands.push([outside, local]),
    asked: () => asked,
    resources(type) {
      if (type !== undefined) asked.add(type);
      return resources.filter((resource) => type === undefined || resource.type === type);
    },
    unread: () =>
      [...unread].flatMap(([{ type, logicalId }, leaves]) => [...leaves].map((leaf) => ({ type, logicalId, leaf }))),
    all(type, schema) {
      asked.add(type);
      return resources
        .filter((resource) => resource.type === type)
        .map((resource) => {
          const { logicalId, identity } = resource;
          const parsed = schema.safeParse(localise(resource.properties));
          if (!parsed.success)
            throw new TemplateError(
              `${type} ${logicalId} is not as the local cloud expects: ${explain(parsed.error.issues)}`,
            );
          const left = new Set(leavesLeftOut(resource.properties, parsed.data));
          unread.set(resource, (unread.get(resource) ?? new Set()).intersection(left));
          return { logicalId, identity, properties: parsed.data };
        });
    },
  };
}

function resourcesOf(templates: Record<string, unknown>, place: Place): Resource[] {
  const exports: Exports = new Map();
  const stacks = Object.entries(templates).map(([name, text]) => {
    const parsed = Template.safeParse(text);
    if (!parsed.success) {
      const { issues } = parsed.error;
      // A section or attribute that is not known here; anything else is no template at all.
      const isStranger = issues.some(({ code }) => code === 'unrecognized_keys');
      throw isStranger
        ? new TemplateError(`The local cloud does not understand ${name}: ${explain(issues)}`)
        : parsed.error;
    }
    const template = parsed.data;
    for (const [logicalId, { Type, DependsOn = [] }] of Object.entries(template.Resources)) {
      checkType(Type, logicalId);
      for (const needed of [DependsOn].flat())
        if (template.Resources[needed] === undefined)
          throw new TemplateError(`${Type} ${logicalId} depends on ${needed}, which ${name} does not have`);
    }
    refuseCycles(name, { ...template.Conditions, ...dependencies(template) });
    return { template, scope: scopeOf(name, template, place, exports) };
  });
  for (const { template, scope } of stacks)
    for (const { Export, Value, Condition } of Object.values(template.Outputs)) {
      const exported = Export === undefined ? undefined : resolve(Export.Name, scope);
      const isThere = Condition === undefined || scope.condition(Condition);
      if (typeof exported === 'string' && isThere) exports.set(exported, { value: Value, scope });
    }
  return stacks.flatMap(({ template, scope }) => {
    for (const { Value, Condition } of Object.values(template.Outputs))
      if (Condition === undefined || scope.condition(Condition)) resolve(Value, scope);
    return Object.entries(template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || scope.condition(Condition))
      .map(([logicalId, { Type, Properties = {} }]) => ({
        type: Type,
        logicalId,
        identity: scope.identity(logicalId),
        properties: resolve(Properties, scope) ?? {},
      }));
  });
}

/** What each resource waits for, in the form of references. */
const dependencies = ({ Resources }: Template): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(Resources).map(([logicalId, { Properties = {}, DependsOn = [] }]) => [
      logicalId,
      [Properties, [DependsOn].flat().map((Ref) => ({ Ref }))],
    ]),
  );
