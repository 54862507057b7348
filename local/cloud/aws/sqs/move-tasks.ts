import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { AwsError } from '../service.ts';
import { invalid } from './message.ts';
import type { createQueues } from './queues.ts';

/** A redrive of dead letters as ListMessageMoveTasks tells it; tasks of an earlier run are forgotten, as old ones are in AWS. */
type MoveTask = {
  TaskHandle: string;
  Status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  SourceArn: string;
  DestinationArn: string | undefined;
  MaxNumberOfMessagesPerSecond: number | undefined;
  ApproximateNumberOfMessagesMoved: number;
  ApproximateNumberOfMessagesToMove: number;
  FailureReason?: string;
  StartedTimestamp: number;
};

const gone = (what: string) => new AwsError('ResourceNotFoundException', `${what} does not exist.`, 404);
const resource = (parameter: string) => gone(`The resource that you specified for the ${parameter} parameter`);

/** Redrive tasks: all at once, or so many messages in each second of the local clock. */
export function createMoveTasks(queues: ReturnType<typeof createQueues>, clock: Clock) {
  const tasks: MoveTask[] = [];

  const step = (task: MoveTask): void => {
    if (task.Status !== 'RUNNING') return;
    const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: rate } = task;
    const left = task.ApproximateNumberOfMessagesToMove - task.ApproximateNumberOfMessagesMoved;
    const wanted = Math.min(left, rate ?? left);
    const moved = queues.redrive(SourceArn, DestinationArn, wanted);
    task.ApproximateNumberOfMessagesMoved += moved;
    if (moved < wanted) Object.assign(task, { Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' });
    else if (moved === left) task.Status = 'COMPLETED';
    else clock.at(clock.now() + 1000, () => step(task));
  };

  const known = (arn: string) => queues.list().find((queue) => queue.arn === arn);
  return {
    start(SourceArn: string, DestinationArn?: string, MaxNumberOfMessagesPerSecond?: number): string {
      const source = known(SourceArn);
      if (source === undefined) throw resource('SourceArn');
      if (DestinationArn !== undefined && known(DestinationArn) === undefined) throw resource('DestinationArn');
      if (!queues.list().some(({ RedrivePolicy }) => RedrivePolicy?.deadLetterTargetArn === SourceArn))
        throw invalid('Source queue must be configured as a Dead Letter Queue.');
      if (tasks.some((task) => task.SourceArn === SourceArn && task.Status === 'RUNNING'))
        throw invalid(
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        );
      const task: MoveTask = {
        TaskHandle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: SourceArn })).toString('base64'),
        Status: 'RUNNING',
        SourceArn,
        DestinationArn,
        MaxNumberOfMessagesPerSecond,
        ApproximateNumberOfMessagesMoved: 0,
        ApproximateNumberOfMessagesToMove: queues.counts(source.name).depth,
        StartedTimestamp: clock.now(),
      };
      tasks.unshift(task);
      step(task);
      return task.TaskHandle;
    },
    /** The source of a task, for the permission to cancel it. */
    find(handle: string): MoveTask {
      const [, sourceArn] = /"sourceArn":"([^"]+)"/.exec(Buffer.from(handle, 'base64').toString()) ?? [];
      if (sourceArn === undefined) throw invalid('Value for parameter TaskHandle is invalid.');
      if (known(sourceArn) === undefined) throw resource('SourceArn');
      const task = tasks.find(({ TaskHandle }) => TaskHandle === handle);
      if (task?.Status !== 'RUNNING') throw gone('Task');
      return task;
    },
    cancel(handle: string): number {
      const task = this.find(handle);
      task.Status = 'CANCELLED';
      return task.ApproximateNumberOfMessagesMoved;
    },
    /** The latest tasks of a source; only a running one has a handle. */
    list: (SourceArn: string, max: number): object[] => {
      if (known(SourceArn) === undefined) throw resource('SourceArn');
      const own = tasks.filter((task) => task.SourceArn === SourceArn).slice(0, max);
      return own.map(({ TaskHandle, ...told }) => ({ ...told, ...(told.Status === 'RUNNING' && { TaskHandle }) }));
    },
  };
}
