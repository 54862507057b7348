import { stdout } from 'node:process';
import { convert } from './video-engine.ts';

/**
 * `node video.tool.ts <film> <folder>`: makes what is published of a film, in a process of its own without any rights.
 * Writes `video.mp4`, `poster.jpg`, `thumbnail.jpg` and `placeholder.jpg`, and says what they are as JSON. The engine is
 * C code that reads whatever people upload: here it may crash, loop or be killed, and nothing else is harmed.
 */
if (import.meta.main) {
  const [film = '', folder = ''] = process.argv.slice(2);
  stdout.write(`${JSON.stringify(await convert(film, folder))}\n`);
}
