import * as z from 'zod/mini';

const matching = (pattern: RegExp, told: string) => z.string().check(z.regex(pattern, told));
const bounded = (min: number, max: number) =>
  z.int().check(z.refine((value) => value >= min && value <= max, `it must be between ${min} and ${max}`));

const FIFO_QUEUE = /^arn:aws:sqs:.*\.fifo$/;
const MAX_INPUT_BYTES = 262_144;

export const Name = matching(/^[0-9a-zA-Z-_.]{1,64}$/, 'a name has 1 to 64 letters, digits and -_.');
const ClientToken = z.optional(matching(/^[a-zA-Z0-9-_]{1,64}$/, 'a token has 1 to 64 letters, digits and -_'));

const isJson = (text: string): boolean => {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
};

const Target = z
  .strictObject({
    Arn: matching(
      /^arn:aws:(sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}(\.fifo)?|lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?)$/,
      'the local Scheduler has only SQS queues and Lambda functions as targets',
    ),
    RoleArn: matching(/^arn:aws:iam::\d{12}:role\/.+$/, 'it must be the ARN of a role'),
    Input: z.optional(
      z.string().check(
        z.refine((text) => Buffer.byteLength(text) <= MAX_INPUT_BYTES, 'it may have 256 KB'),
        z.minLength(1),
      ),
    ),
    RetryPolicy: z.optional(
      z.strictObject({
        MaximumEventAgeInSeconds: z.optional(bounded(60, 86_400)),
        MaximumRetryAttempts: z.optional(bounded(0, 185)),
      }),
    ),
    DeadLetterConfig: z.optional(
      z.strictObject({
        Arn: z.optional(matching(/^arn:aws:sqs:[a-z0-9-]+:\d{12}:[\w-]+$/, 'it must be a standard queue')),
      }),
    ),
    SqsParameters: z.optional(
      z.strictObject({ MessageGroupId: z.optional(z.string().check(z.minLength(1), z.maxLength(128))) }),
    ),
  })
  .check(
    z.refine(
      ({ Arn, Input = '{}' }) => !Arn.startsWith('arn:aws:lambda:') || isJson(Input),
      'the Input of a Lambda target must be well-formed JSON',
    ),
    z.refine(
      ({ Arn, SqsParameters }) =>
        SqsParameters?.MessageGroupId === undefined ? !FIFO_QUEUE.test(Arn) : Arn.includes(':sqs:'),
      'SqsParameters with a MessageGroupId go with an SQS target, and with every FIFO queue',
    ),
  );

const FlexibleTimeWindow = z
  .strictObject({ Mode: z.enum(['OFF', 'FLEXIBLE']), MaximumWindowInMinutes: z.optional(bounded(1, 1440)) })
  .check(
    z.refine(
      ({ Mode, MaximumWindowInMinutes: m }) => (Mode === 'FLEXIBLE') === (m !== undefined),
      'MaximumWindowInMinutes goes with FLEXIBLE',
    ),
  );

/** Body of CreateSchedule and UpdateSchedule. Dates are epoch seconds. */
export const ScheduleInput = z.strictObject({
  ScheduleExpression: z.string().check(z.minLength(1), z.maxLength(256)),
  ScheduleExpressionTimezone: z._default(z.string(), 'UTC'),
  Target,
  FlexibleTimeWindow,
  GroupName: z._default(Name, 'default'),
  Description: z.optional(z.string().check(z.maxLength(512))),
  State: z._default(z.enum(['ENABLED', 'DISABLED']), 'ENABLED'),
  StartDate: z.optional(z.number()),
  EndDate: z.optional(z.number()),
  ActionAfterCompletion: z._default(z.enum(['NONE', 'DELETE']), 'NONE'),
  ClientToken,
});

export const GroupInput = z.strictObject({ ClientToken });

export type ScheduleInput = z.output<typeof ScheduleInput>;
export type Target = z.output<typeof Target>;

/** A stored schedule. `dueAt` is the next planned time, `fireAt` the same moved into the flexible window; epoch ms. */
export type Schedule = {
  name: string;
  input: ScheduleInput;
  createdAt: number;
  modifiedAt: number;
  dueAt: number | null;
  fireAt: number | null;
};

/** One invocation on its way to its target. It grows old from `since` on. */
export type Delivery = {
  id: number;
  group: string;
  name: string;
  dueAt: number;
  since: number;
  attempts: number;
  target: Target;
};
