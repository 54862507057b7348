import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver } from 'playwright-core';

const installed = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const mustHave = process.env.CI === 'true' || process.env.BROWSER_REQUIRED === 'true';
/** The machine's root may not use Chromium's own sandbox. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/**
 * The browser of this machine: `CHROMIUM_PATH`, else an installed Chrome or Chromium, else the one that comes as a dev
 * dependency. Without any it says so loudly; where a browser is required that is a failure.
 */
export async function openBrowser(): Promise<Browser | undefined> {
  const own = process.env.CHROMIUM_PATH ?? installed.find((path) => existsSync(path));
  const reasons: unknown[] = [];
  if (own !== undefined) {
    const opened = await launch(own, asRoot).catch((error: unknown) => void reasons.push(error));
    if (opened) return opened;
  }
  const packed = await launchPacked().catch((error: unknown) => void reasons.push(error));
  if (packed) return packed;
  const text = 'NO BROWSER: the journeys in a real browser did not run. Install Chrome or set CHROMIUM_PATH.';
  if (mustHave) throw new AggregateError(reasons, text);
  process.stderr.write(`\n${'!'.repeat(text.length)}\n${text}\n${'!'.repeat(text.length)}\n\n`);
  return undefined;
}

const launch = (executablePath: string, args: string[]) => driver.launch({ executablePath, args, headless: true });
/** Not with the arguments it brings for a Lambda function: one process for everything, and no same-origin rules. */
const launchPacked = async () => launch(await chromium.executablePath(), asRoot);
