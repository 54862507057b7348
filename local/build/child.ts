import { spawn } from 'node:child_process';

/** Runs a Node script with this very Node; what it prints is shown only when it fails. */
export async function runNode(root: string, args: string[], more: Record<string, string> = {}): Promise<void> {
  const env = { ...process.env, ...more };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve(exit ?? 1));
  });
  if (code !== 0) throw new Error(`${args[0]} failed (${code}):\n${Buffer.concat(output).toString().slice(-8000)}`);
}
