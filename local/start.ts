import { withProgress } from './build/progress.ts';
import { buildAll } from './build.ts';
import { seedDemo } from './demo/seed.ts';
import { type Cloud, type CloudOptions, startCloud } from './run/cloud.ts';
import { machineProblem, StartError } from './run/start-error.ts';

export { type Cloud, type CloudOptions, startCloud } from './run/cloud.ts';

/** Starts the cloud and, when its data folder was empty, fills it with demo data through the public API. */
export async function startWithDemo(
  options: CloudOptions & { demo?: boolean },
  say: (line: string) => void,
): Promise<Cloud> {
  const cloud = await startCloud(options);
  try {
    const logins =
      options.demo !== false && cloud.isNew
        ? await withProgress('demo data', say, () => seedDemo(cloud.endpoints))
        : cloud.endpoints.logins;
    return { ...cloud, endpoints: cloud.announce(logins) };
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}

async function main(): Promise<void> {
  const started = performance.now();
  const port = Number(process.env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_000)
    throw new StartError('قيمة PORT ليست رقم منفذ صالحاً.', `PORT=${process.env.PORT} is not a port number.`);
  await buildAll();
  const options = { port, fresh: process.argv.includes('--fresh') };
  const cloud = await startWithDemo(options, console.log);
  stopOnSignal(cloud);
  for (const { role, email, password } of cloud.endpoints.logins)
    console.log(`  ${role.padEnd(8)} ${email}  ${password}`);
  console.log(
    `  mail ${cloud.endpoints.mail} · control ${cloud.endpoints.control} · Instagram ${cloud.endpoints.sandbox.instagram}`,
  );
  console.log(
    `Ready after ${((performance.now() - started) / 1000).toFixed(1)} s: ${cloud.endpoints.web} (Ctrl-C stops)`,
  );
}

/** The first signal stops in order, a second one at once. */
function stopOnSignal(cloud: Cloud): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) process.exit(130);
      stopping = true;
      void cloud.stop().then(() => process.exit(0));
    });
}

if (import.meta.main)
  main().catch((failure: unknown) => {
    const error = machineProblem(failure, process.cwd()) ?? failure;
    const known = error instanceof Error && ['StartError', 'TemplateError', 'BuildError'].includes(error.name);
    console.error(known ? error.message : error);
    process.exit(1);
  });
