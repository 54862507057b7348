import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { auth } from '../../shared/auth/contract.ts';
import { Alarm, alarmPeriod } from '../constructs/alarm.ts';
import { AppFunction } from '../constructs/app-function.ts';
import { FeatureApi } from '../constructs/feature-api.ts';
import type { FeatureProps } from './feature.ts';

/** Sessions, roles and the first owner. */
export class Auth extends Construct {
  constructor(scope: Construct, id: string, { http, data }: FeatureProps) {
    super(scope, id);

    const api = new FeatureApi(this, 'Api', {
      contract: auth,
      http,
      impact: 'People cannot sign in or stay signed in.',
    });
    data.table.bind(api.fn, 'get', 'query', 'put', 'update', 'delete');
    data.people.bind(api.fn, 'signIn');

    // Invoked once by hand after the first deployment: nobody can be invited before somebody is there.
    const firstOwner = new AppFunction(this, 'FirstOwner', {
      name: 'auth-first-owner',
      timeout: Duration.seconds(30),
    });
    data.table.bind(firstOwner, 'get', 'query', 'put', 'update');
    data.people.bind(firstOwner, 'invite');

    new Alarm(this, 'MessageFailing', {
      metric: data.message.lambda.metricErrors({ period: alarmPeriod }),
      threshold: 1,
      impact: 'Invitations and password codes arrive in plain English instead of the person’s language.',
      runbook: 'mail-wording-fails',
    });
  }
}
