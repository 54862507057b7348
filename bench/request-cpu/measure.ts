import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { handler } from '#functions/posts/api.ts';
import { dynamo } from '#runtime/table.ts';
import { call, type Handler, type Request } from '#test/support/gateway.ts';
import { type Answers, answerFrom } from './canned-table.ts';
import { accountRow, caption, postRows, subject, userRow } from './sample-rows.ts';
import { signIn } from './signed-in.ts';

/** Runs in a process of its own and tells its parent `{ name: [ms CPU per call, one per round] }`. */
const ROUNDS = 9;
/** Bare calls are many times cheaper: as many as make a sample of about the same length. */
const CALLS = { bare: 1000, handler: 250 };

const TableName = 'ksa-bench';
const wire = (rows: readonly object[]) =>
  JSON.stringify({ Items: rows, Count: rows.length, ScannedCount: rows.length });
const one = postRows();
const [header = {}] = one.header;
const many = Array.from({ length: 25 }, () => postRows().header).flat();

const signedIn = await signIn(subject, 'me-south-1');
process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER = signedIn.url;
const bare = new DynamoDBClient({});
const answers: Answers = {
  GetItem: JSON.stringify({ Item: userRow }),
  BatchGetItem: JSON.stringify({ Responses: { [TableName]: [accountRow] }, UnprocessedKeys: {} }),
};
const bareAnswers: Answers = { GetItem: JSON.stringify({ Item: header }) };
answerFrom(dynamo, answers);
answerFrom(bare, bareAnswers);

/** A request as the gateway hands it on, made once: building it is not the function's work. */
async function requests(of: Request, status: number): Promise<() => Promise<void>> {
  const invocations: Parameters<Handler>[] = [];
  const catching: Handler = async (...invocation) => {
    invocations.push(invocation);
    return { statusCode: 204 };
  };
  await call(catching, { ...of, token: signedIn.token });
  const [[event, context] = []] = invocations;
  if (!event || !context) throw new Error('The gateway made no event');
  return async () => {
    const answer = await handler(event, context);
    if (answer.statusCode !== status) throw new Error(`${of.method} ${of.path}: ${answer.body}`);
  };
}
const question = {
  TableName,
  KeyConditionExpression: '#pk = :pk',
  ExpressionAttributeNames: { '#pk': 'pk' },
  ExpressionAttributeValues: { ':pk': { S: 'bench' } },
};
const query = () => bare.send(new QueryCommand(question));
const draft = { caption, mediaIds: [], accountIds: [] };

/** `query` is what the table answers to queries meanwhile. */
const work: Record<string, { query?: string; run(): Promise<unknown> }> = {
  getItem: { run: () => bare.send(new GetItemCommand({ TableName, Key: { pk: { S: 'bench' }, sk: { S: 'bench' } } })) },
  putItem: { run: () => bare.send(new PutItemCommand({ TableName, Item: header })) },
  queryPost: { query: wire(one.all), run: query },
  query25: { query: wire(many), run: query },
  get: { query: wire(one.all), run: await requests({ method: 'GET', path: `/posts/${one.postId}` }, 200) },
  list: { query: wire(many), run: await requests({ method: 'GET', path: '/posts?limit=25' }, 200) },
  create: { run: await requests({ method: 'POST', path: '/posts', body: draft }, 201) },
};

const series: Record<string, number[]> = Object.fromEntries(Object.keys(work).map((name) => [name, []]));
for (let round = -1; round < ROUNDS; round++)
  for (const [name, { query: answer = '', run }] of Object.entries(work)) {
    answers.Query = answer;
    bareAnswers.Query = answer;
    const calls = ['get', 'list', 'create'].includes(name) ? CALLS.handler : CALLS.bare;
    const before = process.cpuUsage();
    for (let count = 0; count < calls; count++) await run();
    const { user, system } = process.cpuUsage(before);
    // The first round only warms up.
    if (round >= 0) series[name]?.push((user + system) / 1000 / calls);
  }
signedIn.close();
process.send?.(series);
process.disconnect?.();
