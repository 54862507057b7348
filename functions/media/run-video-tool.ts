import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { videoRefusals } from '#shared/media/video-rules.ts';

/** Beside the worker where it is bundled, its source otherwise. */
const TOOL = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './video.tool.ts' : './tool.mjs', import.meta.url),
);

const Said = z.union([
  z.object({ refused: z.enum(videoRefusals) }),
  z.object({
    video: z.object({
      width: z.int(),
      height: z.int(),
      durationMs: z.int(),
      sound: z.optional(z.object({ codec: z.string(), channels: z.number(), hertz: z.number() })),
    }),
    bytes: z.int(),
    isRemuxed: z.boolean(),
  }),
]);
export type VideoSaid = z.infer<typeof Said>;

/** A crash or a hang of the engine: the file brings it down, whatever it is. */
const broken: VideoSaid = { refused: 'video_unreadable' };

/** So long an engine that is given a file which is not there may take to say so. */
const NOTHING_MS = 20_000;

/**
 * Runs the engine on a film, in a process of its own that is given no environment, and kills it after `timeout` ms. That
 * holds off crashes and hangs. It is no sandbox: code that took the engine over is the same user, and may do what the
 * worker's role may do. Throws when it is the engine that does not work, whatever it is given: a fault of ours.
 */
export async function runVideoTool(film: string, folder: string, timeout: number, tool = TOOL): Promise<VideoSaid> {
  try {
    return await said(tool, [film, folder], { cwd: folder, timeout });
  } catch {
    await said(tool, [join(folder, 'nothing'), folder], { cwd: folder, timeout: NOTHING_MS });
    return broken;
  }
}

async function said(tool: string, given: readonly string[], options: { cwd: string; timeout: number }) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', tool, ...given],
    { ...options, killSignal: 'SIGKILL', env: {}, maxBuffer: 1_000_000 },
  );
  return Said.parse(JSON.parse(stdout));
}
