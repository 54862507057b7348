import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decoder, Demuxer, Encoder, FilterAPI, Muxer, pipeline } from 'node-av/api';
import { AV_LOG_QUIET, FF_ENCODER_AAC, FF_ENCODER_LIBX264, FF_ENCODER_LIBX265 } from 'node-av/constants';
import { Log } from 'node-av/lib';

type Film = {
  width?: number;
  height?: number;
  seconds?: number;
  fps?: number;
  codec?: 'h264' | 'hevc';
  sound?: boolean;
  format?: 'mp4' | 'mov' | 'matroska';
};

/** A film of moving colours, made by the engine itself; `sound` is a tone in one channel. */
export async function film(options: Film = {}): Promise<Buffer> {
  const { width = 640, height = 360, seconds = 1, fps = 30, codec = 'h264', sound = false, format = 'mp4' } = options;
  Log.setLevel(AV_LOG_QUIET);
  const folder = await mkdtemp(join(tmpdir(), 'test-film-'));
  const to = join(folder, 'film');
  try {
    const size = `size=${width}x${height}:rate=${fps}:duration=${seconds}`;
    const source = sound
      ? `testsrc=${size}[out0];sine=frequency=440:sample_rate=48000:duration=${seconds}[out1]`
      : `testsrc=${size}`;
    await using input = await Demuxer.open(source, { format: 'lavfi' });
    const [video, audio] = [input.video(), input.audio()];
    if (!video) throw new Error('no picture');
    using decoder = await Decoder.create(video);
    using filter = FilterAPI.create('format=yuv420p');
    const name = codec === 'h264' ? FF_ENCODER_LIBX264 : FF_ENCODER_LIBX265;
    using encoder = await Encoder.create(name, { decoder, filter, gopSize: fps, options: { preset: 'ultrafast' } });
    await using out = await Muxer.open(to, { format });
    const pictures = [decoder, filter, encoder];
    if (audio) {
      using hearing = await Decoder.create(audio);
      using shaped = FilterAPI.create('aformat=sample_fmts=fltp');
      using speaking = await Encoder.create(FF_ENCODER_AAC, { decoder: hearing, filter: shaped });
      await pipeline(input, { video: pictures, audio: [hearing, shaped, speaking] }, out).completion;
    } else {
      await pipeline(input, { video: pictures }, out).completion;
    }
    await out.close();
    return await readFile(to);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Boxes of an MP4 on the outermost level, in order: read by nothing of the code that made them. */
export function boxesOf(file: Uint8Array): { type: string; at: number; size: number }[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const boxes = [];
  for (let at = 0; at + 8 <= file.length; ) {
    const small = view.getUint32(at);
    const size = small === 1 ? Number(view.getBigUint64(at + 8)) : small;
    boxes.push({ type: String.fromCharCode(...file.subarray(at + 4, at + 8)), at, size });
    if (size < 8) break;
    at += size;
  }
  return boxes;
}

/** Turns a film by a quarter, as phones do: by writing it into the matrix of its picture track and nothing else. */
export function turned(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  const header = copy.indexOf('tkhd', 0, 'latin1');
  // Version 0: the matrix stands forty bytes behind the name.
  const at = header + 4 + 40;
  const quarter = [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000];
  for (const [index, value] of quarter.entries()) copy.writeInt32BE(value, at + index * 4);
  return copy;
}

/** Pixels of the first track as its header says (fixed point, 16 bits behind the comma), and its codec's name. */
export function trackOf(file: Buffer): { width: number; height: number; codec: string; isTurned: boolean } {
  const at = file.indexOf('tkhd', 0, 'latin1') + 4;
  const codec = ['avc1', 'hvc1', 'hev1', 'mp4v'].find((name) => file.includes(name, 0, 'latin1')) ?? 'none';
  const isTurned = file.readInt32BE(at + 40) !== 0x10000;
  return { width: file.readUInt32BE(at + 76) >> 16, height: file.readUInt32BE(at + 80) >> 16, codec, isTurned };
}
