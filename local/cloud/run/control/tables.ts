import * as z from 'zod/mini';
import type { DynamoDb } from '../../aws/dynamodb.ts';
import { ControlError, type Endpoints } from './endpoint.ts';

const TableOrder = z.strictObject({ indexLagMs: z.int().check(z.gte(0)) });

/** Lets stale reads of a table see it as it was a while ago. */
export const tableEndpoints = ({ dynamodb }: { dynamodb: Pick<DynamoDb, 'orderLag' | 'tableNames'> }): Endpoints => ({
  'POST /tables/*': ([name = ''], body) => {
    const { indexLagMs } = TableOrder.parse(body);
    const names = dynamodb.tableNames();
    if (!names.includes(name)) throw new ControlError(404, `No table ${name}: ${names.join(', ')}`);
    dynamodb.orderLag(name, indexLagMs);
    return { name, indexLagMs };
  },
});
