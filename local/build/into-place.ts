import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const keptMs = 24 * 60 * 60 * 1000;

/** Fills the empty folder it is given. */
type Make = (empty: string) => Promise<void>;

/**
 * Makes a folder anew without anybody ever seeing half of it: `make` fills one in `scratch`, which then takes its
 * place. Whatever an interrupted build has left there is cleared away.
 */
export const replaceFolder = (folder: string, scratch: string, make: Make): Promise<void> =>
  within(scratch, folder, make, (made) => {
    const old = `${made}-old`;
    if (existsSync(folder)) renameSync(folder, old);
    renameSync(made, folder);
    rmSync(old, { recursive: true, force: true });
  });

/**
 * The same for a cloud assembly, whose code a running cloud still loads from: every file takes its place in one step,
 * the manifest last; code that the new templates no longer name stays for a day.
 */
export const replaceAssembly = (folder: string, scratch: string, make: Make): Promise<void> =>
  within(scratch, folder, make, (made) => {
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

const rank = (name: string) => (name.startsWith('asset.') ? 0 : name === 'manifest.json' ? 2 : 1);

async function within(scratch: string, folder: string, make: Make, place: (made: string) => void): Promise<void> {
  const prefix = `${basename(folder)}-`;
  mkdirSync(scratch, { recursive: true });
  for (const name of readdirSync(scratch))
    if (name.startsWith(prefix)) rmSync(join(scratch, name), { recursive: true, force: true });
  const made = mkdtempSync(join(scratch, prefix));
  try {
    await make(made);
    place(made);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
