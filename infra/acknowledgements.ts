import { CfnResource, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type Acknowledgement, acknowledgementsOf } from './constructs/acknowledged.ts';

/** One rule that is not followed at one construct, with the resources that this is about. */
export type Exception = Acknowledgement & { readonly at: IConstruct; readonly resources: readonly CfnResource[] };

/** Everything we do not follow, gathered from where it is said: beside the construct it is about. */
export const exceptionsOf = (app: IConstruct): readonly Exception[] =>
  app.node.findAll().flatMap((at) =>
    acknowledgementsOf(at).map((one) => ({
      ...one,
      at,
      resources: at.node.findAll().filter((node) => CfnResource.isCfnResource(node)),
    })),
  );

/** Records each exception at the resources it is about, and nowhere above them. */
export const acknowledge = (app: IConstruct): void => {
  for (const { id, reason, resources } of exceptionsOf(app))
    for (const resource of resources) Validations.of(resource).acknowledge({ id, reason });
};
