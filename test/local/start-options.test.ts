import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startOptions } from '#local/start-options.ts';

const root = resolve(import.meta.dirname, '../..');

describe('npm start', () => {
  it('takes port 3000 and .local when nothing else is asked', () => {
    expect(startOptions('/project', [], undefined)).toEqual({
      port: 3000,
      dataDir: '/project/.local',
      fresh: false,
      watch: false,
    });
  });

  it('gives every other port a data folder of its own, which git ignores', () => {
    expect(startOptions('/project', ['--fresh'], '4000')).toMatchObject({
      port: 4000,
      dataDir: '/project/.local-4000',
      fresh: true,
    });
    expect(readFileSync(resolve(root, '.gitignore'), 'utf8')).toMatch(/^\.local\/\n\.local-\*\/$/m);
  });

  it('keeps its data where it is told', () => {
    expect(startOptions('/project', ['--data', '/elsewhere'], '4000').dataDir).toBe('/elsewhere');
  });

  it.each(['abc', '', '-1', '3000.5', '70000', '0x10', ' 3000'])('refuses PORT=%s in both languages', (port) => {
    expect(() => startOptions('/project', [], port)).toThrow(/[\u0600-\u06ff][\s\S]*is not a port number/);
  });

  it.each([[['--frsh']], [['--data']], [['4000']]])('refuses %s and names the options that there are', (args) => {
    expect(() => startOptions('/project', args, undefined)).toThrow(/[\u0600-\u06ff][\s\S]*Known options: --fresh/);
  });
});
