import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { envNames } from '../../functions/runtime/env-names.ts';
import { tableKeys } from '../../functions/runtime/table-keys.ts';
import { type AppFunction, resourceOf } from './app-function.ts';
import { ProductStack } from './product-stack.ts';

/**
 * What a function can be allowed to do with items. Transactions are allowed by the actions of their parts. There is no
 * Scan: no question may cost the whole table.
 */
const actions = {
  get: 'GetItem',
  getMany: 'BatchGetItem',
  query: 'Query',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  check: 'ConditionCheckItem',
} as const;
const indexes = [tableKeys.byTime, tableKeys.byState, tableKeys.byDue] as const;

/** The one table: on demand, encrypted with our own key, restorable to any second, its changes streamed, never deleted. */
export class SingleTable extends Construct {
  private readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: tableKeys.primary.partition, type: AttributeType.STRING },
      sortKey: { name: tableKeys.primary.sort, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: tableKeys.ttl,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    resourceOf(this.table).overrideLogicalId('Table');
    for (const { index, partition, sort, projection } of indexes)
      this.table.addGlobalSecondaryIndex({
        indexName: index,
        partitionKey: { name: partition, type: AttributeType.STRING },
        sortKey: { name: sort, type: AttributeType.STRING },
        projectionType: ProjectionType[projection],
      });
  }

  /** The table's own key answers whoever DynamoDB has already let in, and nobody by any other way. */
  private key(): Key {
    const { region, account } = ProductStack.of(this);
    const key = new Key(this, 'Key', {
      enableKeyRotation: true,
      description: 'Encrypts the table',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new AnyPrincipal()],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey', 'kms:CreateGrant'],
        resources: ['*'],
        conditions: {
          StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': `dynamodb.${region}.amazonaws.com` },
        },
      }),
    );
    resourceOf(key).overrideLogicalId('TableKey');
    return key;
  }

  get name(): string {
    return this.table.tableName;
  }

  get streamArn(): string {
    if (!this.table.tableStreamArn) throw new Error('The table has no stream.');
    return this.table.tableStreamArn;
  }

  /** Lets a function do these things with items of the table; queries reach its indexes too. */
  bind(fn: AppFunction, ...access: readonly (keyof typeof actions)[]): void {
    const arn = this.table.tableArn;
    fn.environment(envNames.table, this.table.tableName);
    const single = access.filter((name) => name !== 'query').map((name) => `dynamodb:${actions[name]}`);
    if (single.length > 0) fn.allow(single, [arn]);
    if (access.includes('query'))
      fn.allow(['dynamodb:Query'], [arn, ...indexes.map(({ index }) => `${arn}/index/${index}`)]);
  }

  /** Lets a function's event source read the table's changes. */
  bindStream(fn: AppFunction): void {
    fn.allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      [this.streamArn],
    );
  }
}
