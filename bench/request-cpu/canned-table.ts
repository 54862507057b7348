import { Readable } from 'node:stream';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Answers by operation, as the wire carries them: `{ GetItem: '{"Item":{…}}' }`. */
export type Answers = Record<string, string>;

const EMPTY = '{}';

/** Takes the network away from a client: every operation gets its ready answer, everything above works as always. */
export function answerFrom(client: DynamoDBClient, answers: Answers): void {
  Object.assign(client.config, {
    requestHandler: {
      handle: async ({ headers }: { headers: Record<string, string> }) => {
        const operation = headers['x-amz-target']?.split('.')[1] ?? '';
        const body = Readable.from([Buffer.from(answers[operation] ?? EMPTY)]);
        return { response: { statusCode: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body } };
      },
    },
  });
}
