import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { secretAccessKey } from '../environment.ts';
import { administrator } from '../gate.ts';
import type { Application } from '../template.ts';

const Keys = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const Projection = z.object({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: z.optional(z.array(z.string())),
});
const Shape = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: Keys,
  GlobalSecondaryIndexes: z.optional(z.array(z.object({ IndexName: z.string(), KeySchema: Keys, Projection }))),
  StreamSpecification: z.optional(
    z.object({ StreamViewType: z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY']) }),
  ),
  TimeToLiveSpecification: z.optional(z.object({ AttributeName: z.string(), Enabled: z.boolean() })),
});

/** Creates every table of the template through the API, as CloudFormation does; one that exists stays as it is. */
export async function createTables(application: Application, endpoint: string, region: string): Promise<void> {
  const credentials = { accessKeyId: administrator, secretAccessKey };
  const client = new DynamoDBClient({ endpoint, region, credentials });
  for (const { identity, properties } of application.all('AWS::DynamoDB::Table', Shape)) {
    const { StreamSpecification: stream, TimeToLiveSpecification: ttl, GlobalSecondaryIndexes: indexes } = properties;
    const input: CreateTableCommandInput = {
      TableName: identity.ref,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: properties.AttributeDefinitions,
      KeySchema: properties.KeySchema,
      ...(indexes && {
        GlobalSecondaryIndexes: indexes.map((index) => ({
          ...index,
          Projection: {
            ProjectionType: index.Projection.ProjectionType,
            ...(index.Projection.NonKeyAttributes && { NonKeyAttributes: index.Projection.NonKeyAttributes }),
          },
        })),
      }),
      ...(stream && { StreamSpecification: { StreamEnabled: true, ...stream } }),
    };
    const isNew = await client.send(new CreateTableCommand(input)).then(
      () => true,
      (error: unknown) => {
        if (error instanceof ResourceInUseException) return false;
        throw error;
      },
    );
    if (isNew && ttl)
      await client.send(new UpdateTimeToLiveCommand({ TableName: identity.ref, TimeToLiveSpecification: ttl }));
  }
  client.destroy();
}
