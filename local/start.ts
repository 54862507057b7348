import { type Cloud, type CloudOptions, startCloud } from '#cloud/run/cloud.ts';
import { leaveAws } from '#cloud/run/leave-aws.ts';
import { reloadOnChange } from '#cloud/run/reload.ts';
import { machineProblem } from '#cloud/run/start-error.ts';
import { stopOnSignal } from '#cloud/run/stop-on-signal.ts';
import { application, root } from './application.ts';
import { withProgress } from './build/progress.ts';
import { onSourceChange } from './build/watch.ts';
import { buildAll } from './build.ts';
import { seedDemo } from './demo/seed.ts';
import { startOptions } from './start-options.ts';

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
  leaveAws(process.env);
  const { watch, ...asked } = startOptions(root, process.argv.slice(2), process.env.PORT);
  await buildAll();
  const options = { ...asked, ...application, say: console.error };
  const cloud = await startWithDemo(options, console.log);
  const reloading = reloadOnChange(cloud, options);
  if (watch) onSourceChange(root, () => buildAll().catch(tell));
  stopOnSignal(reloading);
  for (const { role, email, password } of cloud.endpoints.logins)
    console.log(`  ${role.padEnd(8)} ${email}  ${password}`);
  const { mail, control, sandbox } = cloud.endpoints;
  for (const [name, url] of Object.entries({ mail, control, ...sandbox })) console.log(`  ${name.padEnd(8)} ${url}`);
  console.log(
    `Ready after ${((performance.now() - started) / 1000).toFixed(1)} s: ${cloud.endpoints.web} (Ctrl-C stops)`,
  );
}

/** What we have a sentence for is told without a stack. */
function tell(failure: unknown): void {
  const error = machineProblem(failure, process.cwd()) ?? failure;
  const known = error instanceof Error && ['StartError', 'TemplateError', 'BuildError'].includes(error.name);
  console.error(known ? error.message : error);
}

if (import.meta.main)
  main().catch((failure: unknown) => {
    tell(failure);
    process.exit(1);
  });
