import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock } from '../aws/clock.ts';
import { startLambda } from '../aws/lambda.ts';
import { startScheduler } from '../aws/scheduler.ts';
import { type Ground, listen, type Service } from '../aws/service.ts';
import { settle } from './activity.ts';
import { replaceAddresses } from './addresses.ts';
import { createAnnouncement } from './announcement.ts';
import { openAssembly, type Templates } from './assembly.ts';
import { createAsyncInvocations } from './async-invocations.ts';
import { createControl } from './control/control.ts';
import { createDelivery } from './deliver.ts';
import { type Endpoints, environmentOf, secretAccessKey } from './environment.ts';
import { createServiceFaults } from './faults.ts';
import { functionsOf } from './functions.ts';
import { createKeeper, type Usage } from './gate.ts';
import { openBase } from './ground.ts';
import { refuseUnread } from './ignored-properties.ts';
import { createKills } from './kills.ts';
import { checkLinks } from './links.ts';
import { onPort } from './ports.ts';
import { type PublicEndpoints, publicEndpoints } from './public-endpoints.ts';
import { createResources } from './resources/create-resources.ts';
import { createSchedules } from './resources/schedules.ts';
import { keyIds } from './resources/secrets.ts';
import { collectRoles, type Roles } from './roles.ts';
import { checkServiceAccess } from './service-access.ts';
import { closeAll, startServices } from './services.ts';
import type { Source } from './sources/source.ts';
import { startSources } from './sources/start-sources.ts';
import { machineProblem } from './start-error.ts';
import type { Application } from './template.ts';
import { createHosts } from './web/hosts.ts';
import { invokers } from './web/routes.ts';
import { createWorkers, type Workers } from './workers.ts';

const root = resolve(import.meta.dirname, '../..');
const region = 'me-south-1';
const account = '000000000000';

export type CloudOptions = {
  /** @default `.local` of the repository */
  dataDir?: string;
  /** Front door; the other servers take the ports after it. 0 takes free ports. @default 3000 */
  port?: number;
  /** Begins with an empty data folder. */
  fresh?: boolean;
  /** Milliseconds by which a new data folder's clock is ahead. */
  clockOffset?: number;
  /** Folder of the cloud assembly. @default `cdk.out` */
  assembly?: string;
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

type Handler = Parameters<typeof listen>[0];
type Upgrade = NonNullable<Parameters<typeof listen>[2]>;

/** Brings the synthesised application to life on this machine. Everything listens on 127.0.0.1 only. */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const { port = 3000, fresh = false, clockOffset = 0, say = console.error } = options;
  const dataDir = resolve(options.dataDir ?? join(root, '.local'));
  const assembly = resolve(options.assembly ?? join(root, 'cdk.out'));
  const base = openBase({ dataDir, fresh, clockOffset });
  const { clock, db } = base;
  const open: { close(): Promise<void> }[] = [];
  let sources: Source[] = [];
  let workers: Workers | undefined;
  let roles: Roles | undefined;
  let usage = (): Usage => ({});
  const stop = async () => {
    for (const source of sources) source.stop();
    await workers?.stop();
    await closeAll(open);
    base.close();
    rmSync(join(dataDir, 'endpoints.json'), { force: true });
    if (options.usageDir !== undefined)
      writeFileSync(join(options.usageDir, `${randomUUID()}.json`), JSON.stringify(usage()));
  };

  try {
    // Addresses come first, because the template is resolved to them; what answers there comes last.
    const handlers: Record<'web' | 'media' | 'control', Handler> = { web: notYet, media: notYet, control: notYet };
    const at = (offset: number) => (port === 0 ? 0 : port + offset);
    let upgrade: Upgrade = (_, socket) => void socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    const serveWeb: Handler = (request, response) => handlers.web(request, response);
    const web = await listen(serveWeb, port, (...handshake) => upgrade(...handshake)).catch((error: unknown) => {
      throw machineProblem(error, `PORT=${port}`) ?? error;
    });
    open.push(web);
    const control = await onPort(at(1), (free) => listen((...exchange) => handlers.control(...exchange), free));
    const media = await onPort(at(2), (free) => listen((...exchange) => handlers.media(...exchange), free));
    open.push(control, media);

    const kills = createKills((caller) => {
      const found = workers?.instance(caller);
      return found?.instance.alive() ? { name: found.name, kill: found.instance.kill } : undefined;
    });
    const aws: Record<string, Service> = {};
    const faults = createServiceFaults(() => aws);
    const keeper = createKeeper({
      now: clock.now,
      roles: () => roles,
      nameOf: (role) => workers?.names().find((name) => workers?.spec(name)?.role === role) ?? role,
      kills,
      faults,
      say,
    });
    usage = keeper.usage;
    const ground: Ground = { clock, db, gate: keeper.aws, dataDir, region, account, secretFor: () => secretAccessKey };
    const services = await startServices(ground, {
      firstPort: at(3),
      hooks: keeper.outside,
      invokeTrigger: (arn, event) => trigger(arn, event),
    });
    open.push(...Object.values(services));

    const application = openAssembly(assembly, options.templates, {
      region,
      account,
      sqsUrl: services.sqs.url,
    });
    const endpoints: Endpoints = {
      web: web.url,
      media: media.url,
      instagram: services.instagram.url,
      dynamodb: services.dynamodb.url,
      s3: services.s3.url,
      sqs: services.sqs.url,
      scheduler: '',
      kms: services.kms.url,
      secretsManager: services.secretsManager.url,
      ssm: services.ssm.url,
      cognito: services.cognito.url,
      ses: services.ses.url,
      lambda: '',
      webSockets: services.webSockets.url,
      nowhere: control.url,
    };
    replaceAddresses(application, endpoints, region);
    roles = collectRoles(application, region, account);
    checkLinks(application, roles);
    checkServiceAccess(application, roles, region, account);
    const running = createWorkers(functionsOf(application, assembly), {
      clock,
      logDir: join(dataDir, 'logs'),
      environment: (spec, instance) => environmentOf(spec, instance, { endpoints, region, dataDir, now: clock.now() }),
      steps: kills.steps,
      onError: say,
    });
    workers = running;
    const mayInvoke = invokers(application);
    const trigger = async (arn: string, event: unknown) => {
      if (!mayInvoke(arn, 'cognito-idp.amazonaws.com')) throw new Error(`Cognito has no permission to invoke ${arn}`);
      const outcome = await running.invoke(arn, event);
      if (!outcome.ok) throw new Error(`${outcome.errorType}: ${outcome.errorMessage}`);
      return outcome.result;
    };

    createResources(application, services, say);
    const events = createAsyncInvocations({ ground, workers: running, sqs: services.sqs, keeper, say });
    sources = [events];
    const functions = { ...running, ...events, has: (reference: string) => running.spec(reference) !== undefined };
    const lambda = await onPort(at(14), (free) => startLambda(ground, functions, free));
    open.push(lambda);
    endpoints.lambda = lambda.url;
    const scheduler = await onPort(at(11), (free) =>
      startScheduler(ground, createDelivery(services.sqs, events, keeper), free),
    );
    open.push(scheduler);
    endpoints.scheduler = scheduler.url;
    events.start();
    const { dynamodb, s3, sqs, kms, ses, ssm, cognito, secretsManager, webSockets } = services;
    const names = { 'cognito-idp': cognito, secretsmanager: secretsManager, 'execute-api': webSockets };
    Object.assign(aws, { dynamodb, s3, sqs, kms, ses, ssm, scheduler, lambda, ...names });
    createSchedules(application, scheduler);
    sources.push(...startSources(application, { ground, services, workers: running, events, keeper }));
    sources.push({ stop: webSockets.stop, idle: () => true });
    const isQuiet = () => running.busy() === 0 && sources.every((source) => source.idle());
    clock.settleWith(() => settle(isQuiet));

    const hosts = createHosts(application, {
      workers: running,
      clock,
      ...{ region, account, logDir: join(dataDir, 'logs') },
      ...{ s3, webSockets },
      site: join(root, 'dist/web'),
      webUrl: web.url,
    });
    handlers.web = hosts.web;
    handlers.media = hosts.media;
    upgrade = hosts.upgrade;
    const sandboxes = { instagram: services.instagram };
    handlers.control = createControl({
      clock,
      workers: running,
      events,
      keeper,
      kills,
      faults,
      dynamodb: services.dynamodb,
      sqs: services.sqs,
      scheduler,
      webSockets,
      sandboxes,
      kms,
      keyIds: keyIds(application),
    });

    refuseUnread(application);
    const told = (logins: PublicEndpoints['logins']) =>
      publicEndpoints(application, endpoints, control.url, region, logins);
    return {
      ...createAnnouncement(base, dataDir, told),
      clock,
      application,
      settle: () => settle(isQuiet),
      stop,
    };
  } catch (error) {
    await stop();
    throw machineProblem(error, dataDir) ?? error;
  }
}

const notYet: Handler = async (_, response) => {
  response.writeHead(503, { 'retry-after': '1' }).end('The local cloud is starting');
};
