import type { Construct } from 'constructs';
import type { FrontApi } from '../constructs/front-api.ts';
import type { DataStack } from '../stacks/data-stack.ts';

/** What a feature is built from: the API it hangs its routes on and the data it may bind to. */
export interface FeatureProps {
  readonly http: FrontApi;
  readonly data: DataStack;
}

/** A feature is a construct that needs nothing else; `infra/stacks/feature-stacks.ts` names it. */
export type Feature = new (scope: Construct, id: string, props: FeatureProps) => Construct;
