import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { Alarm, alarmPeriod } from './alarm.ts';
import { ProductStack } from './product-stack.ts';

/** Ids, sizes and times only: no query strings, no headers, nothing a token could hide in. */
const accessLog = {
  requestId: '$context.requestId',
  at: '$context.requestTimeEpoch',
  ip: '$context.identity.sourceIp',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  failure: '$context.integrationErrorMessage',
};

/** The HTTP API all features hang their routes on. Who may call a route is decided in the function, by its contract. */
export class FrontApi extends Construct {
  readonly api: HttpApi;
  /** Where CloudFront finds it. */
  readonly domainName: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = ProductStack.of(this);
    this.api = new HttpApi(this, 'Api', { apiName: stack.named('api'), createDefaultStage: false });
    this.domainName = `${this.api.apiId}.execute-api.${stack.region}.${stack.urlSuffix}`;
    const log = new LogGroup(this, 'AccessLog', {
      logGroupName: `/kuwait-social/${stack.config.stage}/api-access`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });
    new Alarm(this, 'ServerErrors', {
      metric: stage.metricServerError({ period: alarmPeriod, statistic: 'Sum' }),
      threshold: 10,
      impact: 'Screens show "something went wrong" for several customers.',
      runbook: 'api-server-errors',
    });
  }
}
