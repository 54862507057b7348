import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const inFlight = 16;
const writes = 2000;
const rounds = 3;

/** Single-item writes a second through the SDK with 16 in flight; the best of three rounds, the first one warms up. */
export async function writeRate(aws: Record<string, string>): Promise<number> {
  const { region = '', dynamodb = '', tableName = '', accessKeyId = '', secretAccessKey = '' } = aws;
  const client = new DynamoDBClient({ region, endpoint: dynamodb, credentials: { accessKeyId, secretAccessKey } });
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    let next = 0;
    const write = async () => {
      while (next < writes) {
        const Item = { pk: { S: `bench#${next++}` }, sk: { S: 'write' }, text: { S: 'x'.repeat(400) } };
        await client.send(new PutItemCommand({ TableName: tableName, Item }));
      }
    };
    const begun = performance.now();
    await Promise.all(Array.from({ length: inFlight }, write));
    if (round > 0) rates.push(writes / ((performance.now() - begun) / 1000));
  }
  client.destroy();
  return Math.max(...rates);
}
