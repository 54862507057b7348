import * as z from 'zod/mini';
import { type Identity, identities, type Place } from './identities.ts';
import { decide, isObject, type Json, resolve, type Scope, TemplateError } from './intrinsics.ts';

const json: z.ZodMiniType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)]),
);
const names = z.union([z.string(), z.array(z.string())]);
// CreationPolicy and UpdatePolicy are missing on purpose: waiting for signals is not emulated.
const ResourceShape = z.strictObject({
  Type: z.string(),
  Properties: z.optional(z.record(z.string(), json)),
  Condition: z.optional(z.string()),
  DependsOn: z.optional(names),
  // What a deployment does when it removes or replaces something; a laptop keeps all data until `--fresh`.
  DeletionPolicy: z.optional(z.string()),
  UpdateReplacePolicy: z.optional(z.string()),
  Metadata: z.optional(z.unknown()),
});
/** One stack. Sections that are not named here (Mappings, Transform, Hooks …) are refused by name. */
export const Template = z.strictObject({
  AWSTemplateFormatVersion: z.optional(z.string()),
  Description: z.optional(z.string()),
  Metadata: z.optional(z.unknown()),
  Resources: z._default(z.record(z.string(), ResourceShape), {}),
  Outputs: z._default(
    z.record(
      z.string(),
      z.strictObject({
        Value: json,
        Description: z.optional(z.string()),
        Condition: z.optional(z.string()),
        Export: z.optional(z.strictObject({ Name: json })),
      }),
    ),
    {},
  ),
  Parameters: z._default(z.record(z.string(), z.looseObject({ Default: z.optional(z.string()) })), {}),
  Conditions: z._default(z.record(z.string(), json), {}),
  // CDK's own question whether the account was bootstrapped.
  Rules: z.optional(z.strictObject({ CheckBootstrapVersion: z.unknown() })),
});
export type Template = z.infer<typeof Template>;

/** What stacks export, by the export's name. */
export type Exports = Map<string, { value: Json; scope: Scope }>;
export type StackScope = Scope & { identity(logicalId: string): Identity };

/** One stack's view of the whole application. Every question it cannot answer is a `TemplateError`. */
export function scopeOf(stack: string, template: Template, place: Place, exports: Exports): StackScope {
  const known = new Map<string, Identity>();
  const importing = new Set<string>();
  const identity = (logicalId: string): Identity => {
    const resource = template.Resources[logicalId];
    if (resource === undefined) throw new TemplateError(`${stack} refers to ${logicalId}, which it does not have`);
    if (resource.Condition !== undefined && !scope.condition(resource.Condition))
      throw new TemplateError(`${stack} refers to ${logicalId}, which the condition ${resource.Condition} leaves out`);
    const make = identities[resource.Type];
    if (make === undefined) return { ref: logicalId, attributes: {} };
    const cached = known.get(logicalId);
    if (cached !== undefined) return cached;
    const named = (path: string) => {
      let value: Json | undefined = resource.Properties;
      for (const part of path.split('.')) value = isObject(value) ? value[part] : undefined;
      const resolved = value === undefined ? undefined : resolve(value, scope);
      return typeof resolved === 'string' || resolved === true ? String(resolved) : undefined;
    };
    const made = make({ logicalId, named, place });
    known.set(logicalId, made);
    return made;
  };
  const scope: StackScope = {
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
      if (importing.has(name)) throw new TemplateError(`Fn::ImportValue ${name}: stacks import from each other`);
      importing.add(name);
      const value = resolve(found.value, found.scope) ?? null;
      importing.delete(name);
      return value;
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
