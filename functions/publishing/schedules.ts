import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { env } from '#runtime/env.ts';
import type { DueMessage } from '#shared/publishing/messages.ts';

const scheduler = new SchedulerClient({});

const nameOf = ({ postId, revision }: { postId: string; revision: number }) => `${postId}-${revision}`;

/** Sets the one-time schedule of a post's revision. It removes itself after it fired. Setting it twice is harmless. */
export async function createSchedule(message: DueMessage, dueAt: number): Promise<void> {
  try {
    await scheduler.send(
      new CreateScheduleCommand({
        Name: nameOf(message),
        GroupName: env('scheduleGroup'),
        ScheduleExpression: `at(${new Date(dueAt).toISOString().slice(0, 19)})`,
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: env('dueQueueArn'),
          RoleArn: env('scheduleRoleArn'),
          Input: JSON.stringify(message),
          RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 },
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
  }
}

/** Takes a schedule away; one that fired or never was is as good as gone. */
export async function deleteSchedule(of: { postId: string; revision: number }): Promise<void> {
  try {
    await scheduler.send(new DeleteScheduleCommand({ Name: nameOf(of), GroupName: env('scheduleGroup') }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}
