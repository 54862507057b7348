import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { AppFunction } from '../constructs/app-function.ts';
import { Mailer } from '../constructs/mailer.ts';
import { MediaStore } from '../constructs/media-store.ts';
import { OutsideServices } from '../constructs/outside-services.ts';
import { ProductStack } from '../constructs/product-stack.ts';
import { SecretBox } from '../constructs/secret-box.ts';
import { capitalised, NetworkSecrets, SigningSecret } from '../constructs/secrets.ts';
import { SingleTable } from '../constructs/single-table.ts';
import { UserPool } from '../constructs/user-pool.ts';

/** All that must survive: items, files, people, keys. Everything in here is retained and keeps its logical id. */
export class DataStack extends ProductStack {
  readonly table = new SingleTable(this, 'SingleTable');
  readonly store = new MediaStore(this, 'MediaStore');
  readonly mailer = new Mailer(this, 'Mailer');
  readonly tokens = new SecretBox(this, 'Tokens');
  readonly signing = new SigningSecret(this, 'Signing');
  readonly platforms = new NetworkSecrets(this, 'Platforms');
  readonly outside = new OutsideServices(this, 'Outside');
  readonly message: AppFunction;
  readonly people: UserPool;

  constructor(scope: Construct, config: StageConfig) {
    super(scope, 'Data', config);
    // Beside the pool and not with its feature, because pool and trigger name each other.
    this.message = new AppFunction(this, 'AuthMessage', { name: 'auth-message' });
    this.people = new UserPool(this, 'People', { mailer: this.mailer, message: this.message });

    new CfnOutput(this, 'TableName', { value: this.table.name });
    for (const [platform, value] of this.platforms.arns)
      new CfnOutput(this, `${capitalised(platform)}SecretArn`, { value });
    for (const [service, { ref: value }] of this.outside.secrets)
      new CfnOutput(this, `${capitalised(service)}SecretArn`, { value });
    this.mailer.identity.dkimRecords.forEach(({ name, value }, index) => {
      new CfnOutput(this, `MailDnsName${index + 1}`, { value: name });
      new CfnOutput(this, `MailDnsValue${index + 1}`, { value });
    });
  }
}
