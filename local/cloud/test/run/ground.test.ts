import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Base, openBase } from '#cloud/run/ground.ts';
import { machineProblem } from '#cloud/run/start-error.ts';

let folder: string;
const bases: Base[] = [];
const open = (options: Partial<Parameters<typeof openBase>[0]> = {}) => {
  const base = openBase({ dataDir: folder, fresh: false, clockOffset: 0, ...options });
  bases.push(base);
  return base;
};
const reopen = (options = {}) => {
  bases.pop()?.close();
  return open(options);
};
const file = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ground-'));
});
afterEach(() => {
  for (const base of bases.splice(0)) base.close();
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

/** Another process that has opened the folder and tells when it has. */
async function otherProcess() {
  const script = fileURLToPath(new URL('./base-holder.ts', import.meta.url));
  const child = fork(script, [folder], {
    stdio: 'inherit',
    execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return {
    pid: child.pid,
    async kill() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

describe('the data folder of the local cloud', () => {
  it('keeps what was remembered and the pushed clock over a restart', async () => {
    const base = open();
    base.remember('seeded', 'yes');
    await base.clock.advance(3_600_000);
    const again = reopen();
    expect(again.recall('seeded')).toBe('yes');
    expect(again.clock.offset()).toBeGreaterThanOrEqual(3_600_000);
  });

  it('is emptied by --fresh', () => {
    open().remember('seeded', 'yes');
    writeFileSync(file('endpoints.json'), '{"web"');
    expect(reopen({ fresh: true }).recall('seeded')).toBeUndefined();
    expect(readdirSync(folder)).not.toContain('endpoints.json');
  });

  it('no longer names the addresses of a cloud that was killed', () => {
    writeFileSync(file('endpoints.json'), '{"web": "http://127.0.0.1:3000"}');
    open();
    expect(readdirSync(folder)).not.toContain('endpoints.json');
  });

  it('belongs to one opener at a time', () => {
    open();
    expect(() => open()).toThrow(/already running/);
  });

  it('belongs to one process at a time, whose number is told, and to the next one once that is killed', async () => {
    const other = await otherProcess();
    expect(() => open()).toThrow(`already running on ${folder} (process ${other.pid})`);
    await other.kill();
    expect(open().recall('by')).toBe(String(other.pid));
  });

  it.each([
    ['nobody', '999999999'],
    ['a living process that is none of ours', String(process.ppid)],
    ['nobody, because it was not written to its end', ''],
  ])('is taken over from a lock that names %s', (_, owner) => {
    writeFileSync(file('lock'), owner);
    writeFileSync(file('lock.sqlite'), 'half of something');
    expect(() => open()).not.toThrow();
  });

  it('is begun again when the very first start was killed before it had written anything', () => {
    new DatabaseSync(file('state.sqlite')).exec('PRAGMA journal_mode = WAL');
    expect(open().recall('layout')).toBe('1');
  });

  it("is not erased when it only holds somebody else's files", () => {
    writeFileSync(file('thesis.docx'), 'x');
    expect(() => open({ fresh: true })).toThrow(/not of this project/);
    expect(readdirSync(folder)).toContain('thesis.docx');
  });
});

/** A folder with content, closed again. */
function used(): void {
  const base = open();
  base.db.exec('CREATE TABLE note (text TEXT)');
  for (let count = 0; count < 200; count++) base.db.prepare('INSERT INTO note VALUES (?)').run('x'.repeat(1000));
  bases.pop()?.close();
}

/** The log of a database that has nothing to do with ours. */
function foreignLog(): void {
  const other = join(mkdtempSync(join(tmpdir(), 'ground-other-')), 'other.sqlite');
  const db = new DatabaseSync(other);
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE mine (a); CREATE INDEX of_mine ON mine (a)');
  for (let count = 0; count < 500; count++) db.prepare('INSERT INTO mine VALUES (?)').run(`${count}`.repeat(100));
  copyFileSync(`${other}-wal`, file('state.sqlite-wal'));
  db.close();
}

describe('a data folder that cannot be used is refused with a sentence in both languages', () => {
  it.each<[string, () => void]>([
    [
      'its database is garbage',
      () => writeFileSync(file('state.sqlite'), 'no database at all, but long enough to be read'),
    ],
    ['its database is cut off', () => truncateSync(file('state.sqlite'), 8192)],
    [
      'its database is empty although a log is there',
      () => {
        truncateSync(file('state.sqlite'), 0);
        writeFileSync(file('state.sqlite-wal'), 'x');
      },
    ],
    [
      'its database is empty although objects are there',
      () => {
        truncateSync(file('state.sqlite'), 0);
        mkdirSync(file('s3'));
      },
    ],
    [
      'its database is gone although its log is there',
      () => {
        rmSync(file('state.sqlite'));
        writeFileSync(file('state.sqlite-wal'), 'x');
      },
    ],
    ['its log is the log of another database', foreignLog],
    [
      'it was written in another layout',
      () => {
        const db = new DatabaseSync(file('state.sqlite'));
        db.exec("UPDATE local_cloud SET value = '0' WHERE key = 'layout'");
        db.close();
      },
    ],
    [
      'its database is of another program',
      () => {
        rmSync(file('state.sqlite'));
        new DatabaseSync(file('state.sqlite')).exec('CREATE TABLE photos (name TEXT)');
      },
    ],
    [
      "it holds somebody else's files",
      () => {
        rmSync(file('state.sqlite'));
        writeFileSync(file('thesis.docx'), 'x');
      },
    ],
  ])('when %s', (_, spoil) => {
    used();
    spoil();
    expect(() => open()).toThrow(/تالفة[\s\S]*run npm start -- --fresh/);
    writeFileSync(file('state.sqlite'), '');
    expect(open({ fresh: true }).recall('layout')).toBe('1');
  });

  it.each([
    ['where no folder can be made', '/proc/nowhere/.local'],
    ['below a file', fileURLToPath(import.meta.url)],
  ])('when it lies %s', (_, dataDir) => {
    expect(() => open({ dataDir: join(dataDir, 'data') })).toThrow(/[\u0600-\u06ff][\s\S]*cannot be written/);
  });

  it('when it is a file', () => {
    writeFileSync(file('data'), 'x');
    expect(() => open({ dataDir: file('data') })).toThrow(/[\u0600-\u06ff][\s\S]*cannot be written/);
  });
});

describe('what the machine lacks', () => {
  it('a full disk is told by its name, and what was there before stays', () => {
    const base = open();
    base.remember('before', 'kept');
    base.db.exec('CREATE TABLE note (text TEXT); PRAGMA max_page_count = 10');
    const fill = () => {
      for (;;) base.db.prepare('INSERT INTO note VALUES (?)').run('x'.repeat(2000));
    };
    expect(() => {
      try {
        fill();
      } catch (error) {
        throw machineProblem(error, folder);
      }
    }).toThrow(/القرص ممتلئ[\s\S]*The disk is full/);
    expect(reopen().recall('before')).toBe('kept');
  });

  it.each([
    ['ENOSPC', /disk is full/],
    ['EROFS', /cannot be written/],
    ['EACCES', /cannot be written/],
    ['EADDRINUSE', /port is in use/],
  ])('turns %s into a sentence that says what to do', (code, sentence) => {
    const told = machineProblem(Object.assign(new Error(code), { code }), '.local');
    expect(told?.message).toMatch(sentence);
    expect(told?.message).toMatch(/[\u0600-\u06ff]/);
  });
});
