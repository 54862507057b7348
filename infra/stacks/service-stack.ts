import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { FrontApi } from '../constructs/front-api.ts';
import { ProductStack } from '../constructs/product-stack.ts';
import { Auth } from '../features/auth.ts';
import { Calendar } from '../features/calendar.ts';
import { Changes } from '../features/changes.ts';
import { Clients } from '../features/clients.ts';
import { DeadLetterOffice } from '../features/dead-letters.ts';
import { Media } from '../features/media.ts';
import { Notifications } from '../features/notifications.ts';
import { Posts } from '../features/posts.ts';
import { Publishing } from '../features/publishing.ts';
import { Social } from '../features/social.ts';
import type { DataStack } from './data-stack.ts';

/** All that works: the API, the features behind it, their queues and clocks. Holds nothing that cannot be rebuilt. */
export class ServiceStack extends ProductStack {
  readonly http: FrontApi;

  constructor(scope: Construct, config: StageConfig, data: DataStack) {
    super(scope, 'Service', config);
    this.http = new FrontApi(this, 'Http');
    const { http } = this;

    new Auth(this, 'Auth', { http, data });
    const { api: clients } = new Clients(this, 'Clients', { http, data });
    new Social(this, 'Social', { http, data });
    new Media(this, 'Media', { http, data });
    new Posts(this, 'Posts', { http, data });
    new Calendar(this, 'Calendar', { http, data });
    new Publishing(this, 'Publishing', { data });
    new Notifications(this, 'Notifications', { data, clients });
    // After all features with queues: it is bound to those that subscribed.
    new Changes(this, 'Changes', { data });
    // Last: it is bound to the dead letters of all others.
    new DeadLetterOffice(this, 'DeadLetters', { http, data });

    new CfnOutput(this, 'ApiEndpoint', { value: http.api.apiEndpoint });
  }
}
