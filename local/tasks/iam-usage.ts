import * as z from 'zod/mini';
import type { FunctionSpec } from '#cloud/run/functions.ts';
import type { Usage } from '#cloud/run/gate.ts';
import type { Roles } from '#cloud/run/roles.ts';
import { mappingsOf } from '#cloud/run/sources/mappings.ts';
import type { Application } from '#cloud/run/template.ts';

/** What one function was granted for its own code, and how much of it was used. */
export type Row = {
  name: string;
  /** Granted actions, by statement. */
  granted: readonly string[];
  unused: readonly string[];
  /** Actions that only Lambda itself uses: logs, event sources, dead letters. */
  lambdaOwn: readonly string[];
  /** Granted in per cent of used; what was granted and never used makes it more than 100. */
  percent: number;
  wildcards: readonly { resource: string; reason: string | undefined }[];
};

/** Why a resource may end in a wildcard. Everything that is known before the deployment is named in full. */
const reasons: readonly [RegExp, string][] = [
  [/^arn:aws:s3:::[^*]+\/\*$/, 'objects of one bucket are named at run time'],
  [/:schedule\/[^*]+\/\*$/, 'schedules of one group are named at run time'],
  [/:log-group:[^*]+:\*$/, 'Lambda names the streams of the one log group'],
];

const Destinations = z.object({ DeadLetterConfig: z.optional(z.object({ TargetArn: z.string() })) });
const readings =
  /^(sqs:(Receive|Delete|ChangeMessageVisibility|GetQueueAttributes)|dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams))/;

/** Sets what the functions did (`usage`) against what their roles grant. */
export function compare(
  application: Application,
  {
    functions,
    roles,
    usage,
  }: { functions: readonly Pick<FunctionSpec, 'name' | 'role'>[]; roles: Roles; usage: Usage },
): Row[] {
  const mappings = mappingsOf(application);
  const parked = [
    ...mappings.map(({ onFailureArn }) => onFailureArn),
    ...application
      .resources('AWS::Lambda::Function')
      .map(({ properties }) => Destinations.parse(properties).DeadLetterConfig?.TargetArn),
  ];
  const sources = mappings.map(({ sourceArn }) => sourceArn);
  const isLambdas = (action: string, resources: readonly string[]) =>
    action.startsWith('logs:') ||
    (readings.test(action) && resources.every((resource) => sources.includes(resource))) ||
    (action === 'sqs:SendMessage' && resources.every((resource) => parked.includes(resource)));

  return functions.map(({ name, role }) => {
    const statements = roles.grants(role).filter(({ Effect }) => Effect === 'Allow');
    const grants = statements.flatMap(({ Action = [], Resource = [], from }) =>
      Action.map((action) => ({ action, from, own: !isLambdas(action, Resource) })),
    );
    const own = grants.filter((grant) => grant.own);
    const unused = own.filter(({ action, from }) => usage[name]?.[action]?.includes(from) !== true);
    const used = own.length - unused.length;
    const wild = [...new Set(statements.flatMap(({ Resource = [] }) => Resource))].filter((arn) => arn.includes('*'));
    return {
      name,
      granted: own.map(({ action }) => action),
      unused: unused.map(({ action }) => action),
      lambdaOwn: grants.filter((grant) => !grant.own).map(({ action }) => action),
      percent: own.length === 0 ? 100 : Math.round((own.length / used) * 100),
      wildcards: wild.map((resource) => ({
        resource,
        reason: reasons.find(([pattern]) => pattern.test(resource))?.[1],
      })),
    };
  });
}

/** Joins what several clouds have written when they stopped. */
export function merge(usages: readonly Usage[]): Usage {
  const merged: Usage = {};
  for (const [name, actions] of usages.flatMap((usage) => Object.entries(usage))) {
    const known = merged[name] ?? {};
    merged[name] = known;
    for (const [action, statements] of Object.entries(actions))
      known[action] = [...new Set([...(known[action] ?? []), ...statements])];
  }
  return merged;
}

const most = 110;

/** What is wrong with a row, in words; nothing when everything granted is used and every wildcard has its reason. */
export const faultsOf = ({ name, percent, unused, wildcards }: Row): string[] => [
  ...(percent > most ? [`${name} was granted ${percent} % of what it used: ${unused.join(', ')}`] : []),
  ...wildcards.filter(({ reason }) => reason === undefined).map(({ resource }) => `${name} reaches ${resource}`),
];
