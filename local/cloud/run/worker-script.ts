import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

let script: URL | undefined;

/** `worker-entry.ts` as plain JavaScript, made once: a thread that strips types itself takes 100 ms longer to start. */
export function workerScript(): URL {
  if (script === undefined) {
    const source = readFileSync(new URL('./worker-entry.ts', import.meta.url), 'utf8');
    // Without a name of its own, each line of a stack trace would quote the whole script.
    const named = `${stripTypeScriptTypes(source)}\n//# sourceURL=worker-entry.ts`;
    script = new URL(`data:text/javascript,${encodeURIComponent(named)}`);
  }
  return script;
}
