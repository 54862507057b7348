import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock } from '../aws/clock.ts';
import type { Ground, Running, Service } from '../aws/service.ts';
import { nobodyOutside, type Outside } from '../outside/outside.ts';
import { settle } from './activity.ts';
import { admitApplication } from './admission.ts';
import { createAnnouncement } from './announcement.ts';
import type { Templates } from './assembly.ts';
import { createAsyncInvocations } from './async-invocations.ts';
import { createControl } from './control/control.ts';
import { openDoors } from './doors.ts';
import { environmentOf, secretAccessKey } from './environment.ts';
import { createServiceFaults } from './faults.ts';
import { functionsOf } from './functions.ts';
import { createKeeper } from './gate.ts';
import { openBase } from './ground.ts';
import { refuseUnread } from './ignored-properties.ts';
import { createKills } from './kills.ts';
import { type PublicEndpoints, publicEndpoints } from './public-endpoints.ts';
import { createResources } from './resources/create-resources.ts';
import { createSchedules } from './resources/schedules.ts';
import { keyIds } from './resources/secrets.ts';
import type { Roles } from './roles.ts';
import { byIamPrefix, closeAll, startLateServices, startServices } from './services.ts';
import type { Source } from './sources/source.ts';
import { startSources } from './sources/start-sources.ts';
import { machineProblem } from './start-error.ts';
import type { Application } from './template.ts';
import { triggers } from './triggers.ts';
import { keepUsage } from './usage.ts';
import { createHosts } from './web/hosts.ts';
import { createWorkers, type Workers } from './workers.ts';

const region = 'me-south-1';
const account = '000000000000';

export type CloudOptions = {
  /** Folder of the cloud assembly. */
  assembly: string;
  /** Folder that holds the state. */
  dataDir: string;
  /** Folder with what the deployment would put into the site's bucket. @default none */
  site?: string;
  /** @default nobody */
  outside?: Outside;
  /** Front door; the other servers take the ports after it. 0 takes free ports. @default 3000 */
  port?: number;
  /** Begins with an empty data folder. */
  fresh?: boolean;
  /** Milliseconds by which a new data folder's clock is ahead. */
  clockOffset?: number;
  /** @default those of the assembly as it is now */
  templates?: Templates;
  /** Folder that gets a file with what each function was allowed to do and did, when the cloud stops. */
  usageDir?: string | undefined;
  /** Hears denials, errors of functions and the like. @default console */
  say?(line: string): void;
};

export type Cloud = {
  endpoints: PublicEndpoints;
  clock: Clock;
  /** The template as it was read. */
  application: Application;
  /** True when the data folder was empty. */
  isNew: boolean;
  /** Writes `endpoints.json` anew, with these logins. */
  announce(logins: PublicEndpoints['logins']): PublicEndpoints;
  /** Waits until no function runs and nothing waits to be handed over. */
  settle(): Promise<void>;
  stop(): Promise<void>;
};

/** Brings the synthesised application to life on this machine. Everything listens on 127.0.0.1 only. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { port = 3000, fresh = false, clockOffset = 0, say = console.error } = options;
  const { outside = nobodyOutside } = options;
  const [dataDir, assembly] = [resolve(options.dataDir), resolve(options.assembly)];
  const logDir = join(dataDir, 'logs');
  const base = openBase({ dataDir, fresh, clockOffset });
  const { clock, db } = base;
  const open: Pick<Running, 'close'>[] = [];
  const sources: Source[] = [];
  let workers: Workers | undefined;
  let roles: Roles | undefined;

  // What stands around every call: faults, permissions, kill points. It meets the functions and roles later.
  const services: Record<string, Service> = {};
  const faults = createServiceFaults(() => services);
  const kills = createKills((caller) => workers?.victim(caller));
  const keeper = createKeeper({
    ...{ now: clock.now, kills, faults, say },
    roles: () => roles,
    nameOf: (role) => workers?.nameOf(role) ?? role,
  });
  const stop = async () => {
    for (const source of sources) source.stop();
    await workers?.stop();
    await closeAll(open);
    base.close();
    rmSync(join(dataDir, 'endpoints.json'), { force: true });
    if (options.usageDir !== undefined) keepUsage(options.usageDir, keeper.usage());
  };

  try {
    // Addresses come first, because the template is resolved to them; what answers there comes last.
    const doors = await openDoors(port);
    open.push(doors.web, doors.control, doors.media);
    const ground: Ground = { clock, db, gate: keeper.aws, dataDir, region, account, secretFor: () => secretAccessKey };
    const early = await startServices(ground, {
      port,
      sandboxes: outside.sandboxes,
      hooks: keeper.outside,
      invokeTrigger: (arn, event) => trigger(arn, event),
    });
    const { sandboxes, ...aws } = early;
    open.push(...Object.values(aws), ...Object.values(sandboxes));
    const admitted = admitApplication(
      { assembly, templates: options.templates, outside, region, account },
      doors,
      early,
    );
    const { application, endpoints } = admitted;
    roles = admitted.roles;

    const running = createWorkers(functionsOf(application, assembly), {
      ...{ clock, logDir, steps: kills.steps, onError: say },
      environment: (spec, instance) => environmentOf(spec, instance, { endpoints, region, dataDir, now: clock.now() }),
    });
    workers = running;
    const trigger = triggers(running);
    createResources(application, early, outside.secrets, say);
    const events = createAsyncInvocations({ ground, workers: running, sqs: early.sqs, keeper, say });
    sources.push(events);
    const late = await startLateServices(ground, { port, workers: running, events, sqs: early.sqs, keeper });
    open.push(late.lambda, late.scheduler);
    Object.assign(endpoints, { lambda: late.lambda.url, scheduler: late.scheduler.url });
    Object.assign(services, byIamPrefix({ ...early, ...late }));
    events.start();
    createSchedules(application, late.scheduler);
    sources.push(...startSources(application, { ground, services: early, workers: running, events, keeper }));
    sources.push({ stop: early.webSockets.stop, idle: () => true });
    const isQuiet = () => running.busy() === 0 && sources.every((source) => source.idle());
    clock.settleWith(() => settle(isQuiet));

    const hosts = createHosts(application, {
      ...{ workers: running, clock, region, account, logDir, s3: early.s3, webSockets: early.webSockets },
      ...{ site: options.site ?? join(dataDir, 'site'), webUrl: doors.web.url },
    });
    const control = createControl({
      ...{ clock, workers: running, events, keeper, kills, faults, ...early, ...late },
      keyIds: keyIds(application),
    });
    doors.answerWith({ ...hosts, control });
    refuseUnread(application);
    const told = (logins: PublicEndpoints['logins']) =>
      publicEndpoints(application, endpoints, doors.control.url, region, logins);
    return {
      ...createAnnouncement(base, dataDir, told),
      ...{ clock, application, stop, settle: () => settle(isQuiet) },
    };
  } catch (error) {
    await stop();
    throw machineProblem(error, dataDir) ?? error;
  }
}
