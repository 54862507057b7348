import { execFile } from 'node:child_process';
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

/**
 * Runs the engine on a film, in a process that has no environment: no keys, no addresses, nothing to find out. Killed
 * after `timeout` ms.
 */
export async function runVideoTool(film: string, folder: string, timeout: number): Promise<VideoSaid> {
  const options = { timeout, killSignal: 'SIGKILL' as const, env: {}, maxBuffer: 1_000_000, cwd: folder };
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', TOOL, film, folder],
      options,
    );
    return Said.parse(JSON.parse(stdout));
  } catch (error) {
    // What could not even be started is a fault of ours, and tried again.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw error;
    return broken;
  }
}
