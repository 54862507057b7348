import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Base } from './ground.ts';
import type { PublicEndpoints } from './public-endpoints.ts';

type Logins = PublicEndpoints['logins'];

/**
 * What a running cloud tells about itself. `told` gives its addresses together with logins; those of an earlier start
 * are remembered, and so is that there was one.
 */
export function createAnnouncement(base: Base, dataDir: string, told: (logins: Logins) => PublicEndpoints) {
  const remembered = base.recall('logins');
  return {
    endpoints: told(remembered === undefined ? [] : JSON.parse(remembered)),
    isNew: base.recall('seeded') === undefined,
    announce(logins: Logins): PublicEndpoints {
      if (logins.length > 0) base.remember('logins', JSON.stringify(logins));
      base.remember('seeded', 'yes');
      const full = told(logins);
      const file = join(dataDir, 'endpoints.json');
      // In one step, so that nobody reads half of it.
      writeFileSync(`${file}.new`, `${JSON.stringify(full, null, 2)}\n`);
      renameSync(`${file}.new`, file);
      return full;
    },
  };
}
