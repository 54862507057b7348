import { expect, test } from 'vitest';
import { mappingsOf } from '#cloud/run/sources/mappings.ts';
import { openApplication } from '#cloud/run/template.ts';

const place = { region: 'me-south-1', account: '000000000000', sqsUrl: 'http://127.0.0.1:1' };
const streamArn = 'arn:aws:dynamodb:me-south-1:000000000000:table/ksa/stream/local';

const mappingWith = (properties: object) => {
  const Properties = { EventSourceArn: streamArn, FunctionName: 'job', StartingPosition: 'LATEST', ...properties };
  const Resources = { Source: { Type: 'AWS::Lambda::EventSourceMapping', Properties } };
  return mappingsOf(openApplication({ Service: { Resources } }, place));
};

test.each([
  ['ParallelizationFactor', 2],
  ['MaximumBatchingWindowInSeconds', 5],
  ['TumblingWindowInSeconds', 60],
])('a stream with %s, which would be ignored, stops the start by name', (name, value) => {
  expect(() => mappingWith({ [name]: value })).toThrow(new RegExp(`Source has ${name}`));
});

test('what AWS does anyway may be said', () => {
  const said = { ParallelizationFactor: 1, MaximumBatchingWindowInSeconds: 0, TumblingWindowInSeconds: 0 };
  expect(mappingWith(said)).toMatchObject([{ kind: 'stream', batchSize: 100, startsAtTheBeginning: false }]);
});
