import * as z from 'zod/mini';
import type { DynamoDb } from '../../aws/dynamodb.ts';
import type { Application } from '../template.ts';

/** Creates every table of the template, or brings it to the template's shape; items of an earlier run stay. */
export function createTables(application: Application, dynamodb: Pick<DynamoDb, 'createTable'>): void {
  for (const { identity, properties } of application.all('AWS::DynamoDB::Table', z.looseObject({})))
    dynamodb.createTable({ ...properties, TableName: identity.ref });
}
