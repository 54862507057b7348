import { Duration } from 'aws-cdk-lib';
import { HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Contract, Routes } from '../../shared/contract/route.ts';
import { acknowledged } from './acknowledged.ts';
import { Alarm, alarmPeriod } from './alarm.ts';
import { AppFunction, type AppFunctionProps } from './app-function.ts';
import type { FrontApi } from './front-api.ts';
import { productMetric } from './product-metric.ts';

export interface FeatureApiProps extends Omit<AppFunctionProps, 'name'> {
  readonly contract: Contract;
  readonly http: FrontApi;
  /** What a customer notices when this function fails. */
  readonly impact: string;
}

/** One function that answers all routes of a contract but its webhooks, under `/api`, and an alarm for its failures. */
export class FeatureApi extends Construct {
  readonly fn: AppFunction;

  constructor(scope: Construct, id: string, { contract, http, impact, ...props }: FeatureApiProps) {
    super(scope, id);
    this.fn = new AppFunction(this, 'Function', { ...props, name: contract.feature });
    const answered = Object.entries(contract.routes).filter(([, { queue }]) => !queue);
    addRoutes(this, http, this.fn, Object.fromEntries(answered));
    alarmFailures(this, this.fn, impact);
  }
}

/** Hangs routes of a contract on a function. */
export const addRoutes = (scope: Construct, http: FrontApi, fn: AppFunction, routes: Routes): void => {
  // One permission for the whole API instead of one per route keeps the stack far below CloudFormation's limit.
  const integration = new HttpLambdaIntegration('Integration', fn.lambda, { scopePermissionToRoute: false });
  for (const [name, route] of Object.entries(routes))
    new HttpRoute(scope, name, {
      httpApi: http.api,
      routeKey: HttpRouteKey.with(`/api${route.path}`, HttpMethod[route.method]),
      integration,
    });
  acknowledged(scope, {
    id: 'AwsSolutions-APIG4',
    reason:
      'Every route names its permission or its signer in its contract, and the function checks it before anything else.',
    expires: '2027-11-30',
  });
};

/**
 * An alarm for what callers get as a failure: answers that say so, and none at all. Lambda itself only counts the latter,
 * because a thrown error is caught and answered.
 */
export const alarmFailures = (scope: Construct, fn: AppFunction, impact: string): void => {
  const metric = new MathExpression({
    expression: 'FILL(answered, 0) + FILL(died, 0)',
    usingMetrics: {
      answered: productMetric(scope, 'ServerErrors', { Feature: fn.appName }),
      died: fn.lambda.metricErrors({ period: alarmPeriod }),
    },
    period: alarmPeriod,
  });
  new Alarm(scope, 'Failing', { metric, threshold: 5, impact, runbook: 'api-function-fails' });
};

/** API Gateway gives up after 30 seconds; a function that may take longer would work for nobody. */
export const longestApiTimeout = Duration.seconds(29);
