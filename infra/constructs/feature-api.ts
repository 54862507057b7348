import { Duration } from 'aws-cdk-lib';
import { HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Contract } from '../../shared/contract/route.ts';
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

/** One function that answers all routes of a contract, under `/api`, and an alarm for its failures. */
export class FeatureApi extends Construct {
  readonly fn: AppFunction;

  constructor(scope: Construct, id: string, { contract, http, impact, ...props }: FeatureApiProps) {
    super(scope, id);
    this.fn = new AppFunction(this, 'Function', { ...props, name: contract.feature });
    // One permission for the whole API instead of one per route keeps the stack far below CloudFormation's limit.
    const integration = new HttpLambdaIntegration('Integration', this.fn.lambda, { scopePermissionToRoute: false });
    for (const [name, route] of Object.entries(contract.routes))
      new HttpRoute(this, name, {
        httpApi: http.api,
        routeKey: HttpRouteKey.with(`/api${route.path}`, HttpMethod[route.method]),
        integration,
      });
    acknowledged(this, {
      id: 'AwsSolutions-APIG4',
      reason:
        'Every route names its permission in its contract, and the function checks token and permission before anything else.',
      expires: '2027-11-30',
    });
    new Alarm(this, 'Failing', {
      metric: this.failures(contract.feature),
      threshold: 5,
      impact,
      runbook: 'api-function-fails',
    });
  }

  /**
   * What its customers get as a failure: answers that say so, and none at all. Lambda itself only counts the latter,
   * because a thrown error is caught and answered.
   */
  private failures(Feature: string): MathExpression {
    return new MathExpression({
      expression: 'FILL(answered, 0) + FILL(died, 0)',
      usingMetrics: {
        answered: productMetric(this, 'ServerErrors', { Feature }),
        died: this.fn.lambda.metricErrors({ period: alarmPeriod }),
      },
      period: alarmPeriod,
    });
  }
}

/** API Gateway gives up after 30 seconds; a function that may take longer would work for nobody. */
export const longestApiTimeout = Duration.seconds(29);
