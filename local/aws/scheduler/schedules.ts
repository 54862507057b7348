import { AwsError, type Ground } from '../service.ts';
import { createFiring, type Deliver, intoWindow, timetableOf } from './firing.ts';
import { Name, type Schedule, ScheduleInput } from './schedule.ts';
import { createScheduleStore } from './schedule-store.ts';

const notFound = (what: string) => new AwsError('ResourceNotFoundException', `${what} does not exist.`, 404);
const conflict = (what: string) => new AwsError('ConflictException', `${what} already exists.`, 409);

/** What EventBridge Scheduler does, whoever asks: the wire operations and the runner share it. */
export function createSchedules({ db, clock, region, account }: Ground, deliver: Deliver) {
  const store = createScheduleStore(db);
  const arnOf = (group: string, name: string) => `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}`;
  const firing = createFiring(store, clock, arnOf, deliver);

  const find = (group: string, name: string): Schedule => {
    const schedule = store.find(group, name);
    if (schedule === undefined) throw notFound(`Schedule ${name}`);
    return schedule;
  };
  const findGroup = (name: string) => {
    const group = store.group(name);
    if (group === undefined) throw notFound(`Schedule group ${name}`);
    return group;
  };

  const save = (name: string, input: ScheduleInput, earlier?: Schedule): void => {
    const now = clock.now();
    const createdAt = earlier?.createdAt ?? now;
    const timetable = timetableOf({ input, createdAt });
    // A one-time schedule in the past fires at once; a changed recurring one waits for its next turn.
    const isRecurring = !input.ScheduleExpression.startsWith('at(');
    const planned = earlier && isRecurring ? timetable.next(now) : timetable.first;
    const dueAt = input.State === 'ENABLED' ? planned : undefined;
    const fireAt = intoWindow({ name, input }, dueAt);
    store.put({ name, input, createdAt, modifiedAt: now, dueAt: dueAt ?? null, fireAt });
    firing.arm();
  };

  return {
    arnOf,
    find,
    findGroup,
    all: store.all,
    groups: store.groups,
    start: firing.start,
    stop: firing.stop,
    fireAgain: firing.fireAgain,
    /** Creates; the same client token with the same content answers like the first time. */
    create(name: string, input: ScheduleInput): void {
      findGroup(input.GroupName);
      const earlier = store.find(input.GroupName, name);
      const isRepeat = input.ClientToken !== undefined && JSON.stringify(earlier?.input) === JSON.stringify(input);
      if (earlier && !isRepeat) throw conflict(`Schedule ${name}`);
      if (!earlier) save(name, input);
    },
    update: (name: string, input: ScheduleInput): void => save(name, input, find(input.GroupName, name)),
    remove(group: string, name: string): void {
      find(group, name);
      store.drop(group, name);
      firing.arm();
    },
    addGroup(name: string): void {
      if (store.group(name)) throw conflict(`Schedule group ${name}`);
      store.addGroup(name, clock.now());
    },
    removeGroup(name: string): void {
      findGroup(name);
      if (name === 'default')
        throw new AwsError('ValidationException', 'The default schedule group cannot be deleted.');
      store.dropGroup(name);
      firing.arm();
    },
    /** Declares a schedule of the template. An unchanged one keeps its place in time across restarts. */
    declare(name: string, declared: unknown): void {
      const input = ScheduleInput.parse(declared);
      Name.parse(name);
      if (!store.group(input.GroupName)) store.addGroup(input.GroupName, clock.now());
      const earlier = store.find(input.GroupName, name);
      if (JSON.stringify(earlier?.input) !== JSON.stringify(input)) save(name, input, earlier);
    },
  };
}
