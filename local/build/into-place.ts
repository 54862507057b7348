import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const keptMs = 24 * 60 * 60 * 1000;

/**
 * Makes a folder anew without anybody ever seeing half of it: `make` fills one in `scratch`, which then takes its
 * place. Whatever an interrupted build has left there is cleared away.
 */
export async function replaceFolder(
  folder: string,
  scratch: string,
  make: (empty: string) => Promise<void>,
): Promise<void> {
  await within(scratch, folder, async (made) => {
    await make(made);
    const old = `${made}-old`;
    if (existsSync(folder)) renameSync(folder, old);
    renameSync(made, folder);
    rmSync(old, { recursive: true, force: true });
  });
}

/**
 * The same for a cloud assembly, whose code a running cloud still loads from: every file takes its place in one step,
 * the manifest last; code that the new templates no longer name stays for a day.
 */
export async function replaceAssembly(
  folder: string,
  scratch: string,
  make: (empty: string) => Promise<void>,
): Promise<void> {
  await within(scratch, folder, async (made) => {
    await make(made);
    mkdirSync(folder, { recursive: true });
    const names = readdirSync(made).sort((a, b) => rank(a) - rank(b));
    for (const name of names) {
      // The name of code is the hash of its content.
      if (name.startsWith('asset.') && existsSync(join(folder, name))) continue;
      renameSync(join(made, name), join(folder, name));
    }
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const mayStay = name.startsWith('asset.') && Date.now() - statSync(path).mtimeMs < keptMs;
      if (!names.includes(name) && !mayStay) rmSync(path, { recursive: true, force: true });
    }
  });
}

const rank = (name: string) => (name.startsWith('asset.') ? 0 : name === 'manifest.json' ? 2 : 1);

async function within(scratch: string, folder: string, work: (made: string) => Promise<void>): Promise<void> {
  const prefix = `${basename(folder)}-`;
  mkdirSync(scratch, { recursive: true });
  for (const name of readdirSync(scratch))
    if (name.startsWith(prefix)) rmSync(join(scratch, name), { recursive: true, force: true });
  const made = mkdtempSync(join(scratch, prefix));
  try {
    await work(made);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
