// The first thing every npm script runs. Plain JavaScript for any Node from 20 on: it installs what is missing, then
// hands over to the Node version that the project pins.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const pinnedNode = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
const installed = join(root, 'node_modules', '.package-lock.json');
const [task = 'start', ...rest] = process.argv.slice(2);

const refuse = (arabic, english) => {
  console.error(`${arabic}\n${english}`);
  process.exit(1);
};

const run = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('error', (error) =>
      refuse(`تعذّر تشغيل ${command}: ${error.message}`, `Could not run ${command}: ${error.message}`),
    );
    child.on('close', (code, signal) => resolve(code ?? (signal === null ? 1 : 130)));
  });

const packagesIn = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

// By content and not by date: switching branches touches the lockfile without changing it. Optional packages are left
// out, because which of them are installed depends on the machine.
function isOutdated() {
  if (!existsSync(installed)) return true;
  const present = packagesIn(installed);
  return Object.entries(packagesIn(join(root, 'package-lock.json'))).some(
    ([path, { version, optional }]) => path !== '' && optional !== true && present[path]?.version !== version,
  );
}

async function install() {
  if (!isOutdated()) return;
  console.log('جارٍ تثبيت المكتبات (npm ci) … / Installing packages (npm ci) …');
  const started = Date.now();
  const ticker = setInterval(() => {
    const scopes = existsSync(join(root, 'node_modules')) ? readdirSync(join(root, 'node_modules')).length : 0;
    console.log(`  npm ci … ${Math.round((Date.now() - started) / 1000)} s, ${scopes} folders`);
  }, 5000);
  const code = await run('npm', ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
  clearInterval(ticker);
  if (code !== 0)
    refuse(
      'لم ينجح تثبيت المكتبات: تحقّق من الشبكة ومن مساحة القرص ومن صلاحية الكتابة في المجلد، ثم أعد الأمر.',
      'Installing packages failed: check the network, the disk space and that this folder is writable, then run the command again.',
    );
}

const major = Number(process.versions.node.split('.')[0]);
if (major < 20)
  refuse(
    `يلزم Node 20 أو أحدث، والموجود ${process.version}. ثبّته من https://nodejs.org ثم أعد الأمر.`,
    `Node 20 or newer is needed, this is ${process.version}. Install it from https://nodejs.org, then run the command again.`,
  );

await install();
const node = existsSync(pinnedNode) ? pinnedNode : major >= 24 ? process.execPath : undefined;
if (node === undefined)
  refuse(
    'لم تُثبَّت نسخة Node الخاصة بالمشروع: شغّل npm ci من دون ‎--ignore-scripts‎.',
    'The Node version of this project was not installed: run npm ci without --ignore-scripts.',
  );

const tasks = {
  start: ['local/start.ts'],
  build: ['local/build.ts'],
  synth: ['local/tasks/synth.ts'],
  check: ['local/tasks/check.ts'],
  test: ['local/tasks/test.ts'],
  'test:local': ['local/tasks/test-local.ts'],
  new: ['local/tasks/new.ts'],
  bench: ['bench/run.ts'],
  'bench:local': ['bench/local-cloud/run.ts'],
  simulate: ['test/simulation/run.ts'],
  faults: ['test/journeys/fault-report.ts'],
  conformance: ['local/cloud/test/conformance/report.ts'],
  'iam-report': ['local/tasks/iam-report.ts'],
  mutation: ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', 'test/mutation/stryker.config.json'],
};
const script = tasks[task];
if (script === undefined)
  refuse(`لا توجد مهمة باسم ${task}.`, `There is no task ${task}: ${Object.keys(tasks).join(', ')}.`);
// A proxy of the shell would stand between us and our own machine.
const direct = task === 'start' ? { NODE_USE_ENV_PROXY: '0' } : {};
const path = `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`;
process.exit(
  await run(node, ['--disable-warning=ExperimentalWarning', ...script, ...rest], {
    env: { ...process.env, ...direct, PATH: path },
  }),
);
