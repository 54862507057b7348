import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type Identity, identities, type Place } from './identities.ts';
import { decide, isObject, type Json, resolve, type Scope, TemplateError } from './intrinsics.ts';
import { checkType } from './resource-types.ts';

const json: z.ZodMiniType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)]),
);
const ResourceShape = z.object({
  Type: z.string(),
  Properties: z.optional(z.record(z.string(), json)),
  Condition: z.optional(z.string()),
});
const Template = z.object({
  Resources: z._default(z.record(z.string(), ResourceShape), {}),
  Outputs: z._default(
    z.record(z.string(), z.object({ Value: json, Export: z.optional(z.object({ Name: json })) })),
    {},
  ),
  Parameters: z._default(z.record(z.string(), z.object({ Default: z.optional(z.string()) })), {}),
  Conditions: z._default(z.record(z.string(), json), {}),
});
type Template = z.infer<typeof Template>;

/** The synthesised application: every stack's resources by type, parsed on request. */
export type Application = {
  /** All resources of `type`, their properties parsed with `schema`. */
  all<S extends z.ZodMiniType>(
    type: string,
    schema: S,
  ): { logicalId: string; identity: Identity; properties: z.output<S> }[];
  /** Replaces a text wherever the template mentions it (an outside address by its local stand-in). */
  stands(outside: string, local: string): void;
};

/** Reads every `*.template.json` of a cloud assembly folder. */
export function readTemplates(folder: string): Record<string, unknown> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
  if (files.length === 0) throw new TemplateError(`No *.template.json in ${folder}: run npm run synth`);
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return Object.fromEntries(files.map((file) => [file.replace('.template.json', ''), read(file)]));
}

/**
 * Opens the templates of all stacks as one application. Fails on any type of resource, intrinsic or reference that
 * the local cloud does not know.
 */
export function openApplication(templates: Record<string, unknown>, place: Place): Application {
  const stacks = Object.entries(templates).map(([name, text]) => ({ name, template: Template.parse(text) }));
  const stands: [string, string][] = [];
  const exports = new Map<string, { value: Json; scope: Scope }>();
  const scopes = new Map(stacks.map(({ name, template }) => [name, scopeOf(name, template, place, exports)]));
  const resources: { type: string; logicalId: string; scope: Scope & Known; raw: Json }[] = [];
  for (const { name, template } of stacks) {
    const scope = scopes.get(name);
    if (scope === undefined) continue;
    for (const output of Object.values(template.Outputs)) {
      const exported = output.Export === undefined ? undefined : resolve(output.Export.Name, scope);
      if (typeof exported === 'string') exports.set(exported, { value: output.Value, scope });
    }
    for (const [logicalId, resource] of Object.entries(template.Resources)) {
      checkType(resource.Type, logicalId);
      if (resource.Condition !== undefined && !scope.condition(resource.Condition)) continue;
      resources.push({ type: resource.Type, logicalId, scope, raw: resource.Properties ?? {} });
    }
  }

  const localise = (value: Json): Json => {
    if (typeof value === 'string') return stands.reduce((text, [from, to]) => text.replaceAll(from, to), value);
    if (Array.isArray(value)) return value.map(localise);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, localise(entry)]));
  };

  return {
    stands: (outside, local) => void stands.push([outside, local]),
    all(type, schema) {
      return resources
        .filter((resource) => resource.type === type)
        .map(({ logicalId, scope, raw }) => {
          const parsed = schema.safeParse(localise(resolve(raw, scope) ?? {}));
          if (!parsed.success)
            throw new TemplateError(
              `${type} ${logicalId} is not as the local cloud expects: ${z.prettifyError(parsed.error)}`,
            );
          return { logicalId, identity: scope.identity(logicalId), properties: parsed.data };
        });
    },
  };
}

type Known = { identity(logicalId: string): Identity };

function scopeOf(
  stack: string,
  template: Template,
  place: Place,
  exports: ReadonlyMap<string, { value: Json; scope: Scope }>,
): Scope & Known {
  const known = new Map<string, Identity>();
  const identity = (logicalId: string): Identity => {
    const resource = template.Resources[logicalId];
    if (resource === undefined) throw new TemplateError(`${stack} refers to ${logicalId}, which it does not have`);
    const make = identities[resource.Type];
    if (make === undefined) return { ref: logicalId, attributes: {} };
    const cached = known.get(logicalId);
    if (cached !== undefined) return cached;
    const named = (path: string) => {
      let value: Json | undefined = resource.Properties;
      for (const part of path.split('.')) value = isObject(value) ? value[part] : undefined;
      const resolved = value === undefined ? undefined : resolve(value, scope);
      return typeof resolved === 'string' ? resolved : undefined;
    };
    const made = make({ logicalId, named, place });
    known.set(logicalId, made);
    return made;
  };
  const scope: Scope & Known = {
    identity,
    ref: (name) => {
      const parameter = template.Parameters[name];
      if (parameter !== undefined) return parameter.Default;
      const type = template.Resources[name]?.Type;
      if (type !== undefined && identities[type] === undefined)
        throw new TemplateError(`Ref ${name}: the local cloud has no identity for ${type}`);
      return type === undefined ? undefined : identity(name).ref;
    },
    attribute(name, attribute) {
      const value = identity(name).attributes[attribute];
      if (value === undefined)
        throw new TemplateError(
          `Fn::GetAtt ${name}.${attribute}: unknown attribute of ${template.Resources[name]?.Type}`,
        );
      return value;
    },
    imported(name) {
      const found = exports.get(name);
      if (found === undefined) throw new TemplateError(`Fn::ImportValue ${name}: no stack exports it`);
      return resolve(found.value, found.scope) ?? null;
    },
    condition(name) {
      const expression = template.Conditions[name];
      if (expression === undefined) throw new TemplateError(`${stack} has no condition ${name}`);
      return decide(expression, scope);
    },
    pseudo: {
      'AWS::Region': place.region,
      'AWS::AccountId': place.account,
      'AWS::Partition': 'aws',
      'AWS::StackName': stack,
      'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/${stack}/local`,
      'AWS::URLSuffix': 'amazonaws.com',
    },
  };
  return scope;
}
