import * as z from 'zod/mini';

const name = z.string().check(z.regex(/^[0-9a-zA-Z-_.]{1,64}$/));
const arn = z.string().check(z.regex(/^arn:aws:/));
const bounded = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max));

export const Name = name;

const Target = z.strictObject({
  Arn: arn,
  RoleArn: arn,
  Input: z.optional(z.string()),
  RetryPolicy: z.optional(
    z.strictObject({
      MaximumEventAgeInSeconds: z.optional(bounded(60, 86_400)),
      MaximumRetryAttempts: z.optional(bounded(0, 185)),
    }),
  ),
  DeadLetterConfig: z.optional(z.strictObject({ Arn: z.optional(arn) })),
  SqsParameters: z.optional(z.strictObject({ MessageGroupId: z.optional(z.string()) })),
});

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
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z._default(z.string(), 'UTC'),
  Target,
  FlexibleTimeWindow,
  GroupName: z._default(name, 'default'),
  Description: z.optional(z.string().check(z.maxLength(512))),
  State: z._default(z.enum(['ENABLED', 'DISABLED']), 'ENABLED'),
  StartDate: z.optional(z.number()),
  EndDate: z.optional(z.number()),
  KmsKeyArn: z.optional(arn),
  ActionAfterCompletion: z._default(z.enum(['NONE', 'DELETE']), 'NONE'),
  ClientToken: z.optional(z.string()),
});

export const GroupInput = z.strictObject({
  Tags: z.optional(z.array(z.strictObject({ Key: z.string(), Value: z.string() }))),
  ClientToken: z.optional(z.string()),
});

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

/** One invocation on its way to its target. */
export type Delivery = { id: number; group: string; name: string; dueAt: number; attempts: number; target: Target };
