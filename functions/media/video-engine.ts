import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Decoder, Demuxer, Encoder, FilterAPI, Muxer, pipeline, Scaler } from 'node-av/api';
import {
  AV_LOG_QUIET,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVSEEK_FLAG_BACKWARD,
  FF_ENCODER_AAC,
  FF_ENCODER_LIBX264,
} from 'node-av/constants';
import { Log } from 'node-av/lib';
import {
  isCompliant,
  publishedVideo,
  refusalOfVideo,
  type VideoFacts,
  type VideoRefusal,
  videoSize,
} from '#shared/media/video-rules.ts';
import { factsOf } from './video-probe.ts';

/** What came of a film: its facts as it is published, and whether its pictures had to be made anew. */
export type Converted = { video: VideoFacts; bytes: number; isRemuxed: boolean } | { refused: VideoRefusal };

/** Only films in boxes, only from this machine's files: a playlist under the name of a film opens nothing. */
const SOURCE = {
  format: 'mov',
  options: { format_whitelist: 'mov,mp4,m4a,3gp,3g2,mj2', protocol_whitelist: 'file', max_streams: 16 },
} as const;
const SINK = { format: 'mp4', options: { movflags: '+faststart' } } as const;
/** By so much may what was made be shorter or longer than what came. */
const SLACK_MS = 500;
const HDR_TO_SDR =
  'zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,';
/** Even loudness, so that one film after the other is not louder; AAC as every network takes it. */
const SOUND = 'loudnorm=I=-14:TP=-1.5:LRA=11,aresample=48000,aformat=sample_fmts=fltp:channel_layouts=stereo';

/**
 * Makes what is published of a film: packed anew when it is fine, encoded anew when not. What was made is probed again,
 * because a film that is cut off half-way may look like a success.
 */
export async function convert(film: string, folder: string): Promise<Converted> {
  Log.setLevel(AV_LOG_QUIET);
  const to = join(folder, 'video.mp4');
  try {
    const before = await probed(film);
    if (!before) return { refused: 'video_without_picture' };
    const refused = refusalOfVideo(before);
    if (refused) return { refused };
    const isRemuxed = isCompliant(before);
    if (isRemuxed) await remux(film, to);
    else await transcode(film, to, before);
    const video = await probed(to);
    if (!video || !isCompliant({ ...video, fps: Math.max(23, video.fps) }) || !isAsLong(before, video))
      return { refused: 'video_unreadable' };
    await stills(to, folder, video);
    return { video, bytes: (await stat(to)).size, isRemuxed };
  } catch {
    return { refused: 'video_unreadable' };
  }
}

const isAsLong = (before: VideoFacts, after: VideoFacts): boolean =>
  Math.abs(before.durationMs - after.durationMs) < SLACK_MS &&
  (before.sound === undefined) === (after.sound === undefined);

async function probed(film: string): Promise<VideoFacts | undefined> {
  await using input = await Demuxer.open(film, SOURCE);
  return factsOf(input);
}

async function remux(film: string, to: string): Promise<void> {
  await using input = await Demuxer.open(film, SOURCE);
  await using out = await Muxer.open(to, { input, ...SINK });
  await pipeline(input, out).completion;
}

/** How a film is turned upright: the engine leaves that to us. */
const TURNS: Readonly<Record<number, string>> = {
  90: 'transpose=clock,',
  180: 'hflip,vflip,',
  270: 'transpose=cclock,',
};

async function transcode(film: string, to: string, facts: VideoFacts): Promise<void> {
  await using input = await Demuxer.open(film, SOURCE);
  const [video, audio] = [input.video(), input.audio()];
  if (!video) throw new Error('no picture');
  // Otherwise players would turn once more what is upright by then.
  if (facts.rotation !== 0) video.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, upright());
  const { width, height } = videoSize(facts);
  const turn = TURNS[facts.rotation] ?? '';
  const light = facts.isHdr ? HDR_TO_SDR : '';
  using decoder = await Decoder.create(video, { exitOnError: true });
  using filter = FilterAPI.create(
    `${turn}fps=${publishedVideo.fps},${light}scale=${width}:${height},setsar=1,format=yuv420p`,
  );
  using encoder = await Encoder.create(FF_ENCODER_LIBX264, {
    decoder,
    filter,
    gopSize: publishedVideo.fps * 2,
    options: { preset: 'veryfast', crf: 23, profile: 'high', level: '4.1', maxrate: 8_000_000, bufsize: 16_000_000 },
  });
  await using out = await Muxer.open(to, SINK);
  const pictures = [decoder, filter, encoder];
  if (!audio) {
    await pipeline(input, { video: pictures }, out).completion;
    return;
  }
  using hearing = await Decoder.create(audio, { exitOnError: true });
  using evened = FilterAPI.create(SOUND);
  using speaking = await Encoder.create(FF_ENCODER_AAC, { decoder: hearing, filter: evened, bitrate: '128k' });
  await pipeline(input, { video: pictures, audio: [hearing, evened, speaking] }, out).completion;
}

/** The matrix of a film that stands upright. */
function upright(): Buffer {
  const matrix = Buffer.alloc(36);
  matrix.writeInt32LE(65_536, 0);
  matrix.writeInt32LE(65_536, 16);
  matrix.writeInt32LE(1_073_741_824, 32);
  return matrix;
}

/** The picture a second in, or the first, in three sizes: cover, one for our pages, one of a few blurred pixels. */
async function stills(film: string, folder: string, { width, height, durationMs }: VideoFacts): Promise<void> {
  const sizes = { poster: 1080, thumbnail: 480, placeholder: 16 } as const;
  for (const [name, most] of Object.entries(sizes)) {
    await using input = await Demuxer.open(film, SOURCE);
    const video = input.video();
    if (!video) throw new Error('no picture');
    if (durationMs > 1500) await input.seek(1, video.index, AVSEEK_FLAG_BACKWARD);
    using decoder = await Decoder.create(video, { exitOnError: true });
    const across = Math.min(most, width);
    const down = Math.max(2, Math.round((across * height) / width / 2) * 2);
    using filter = FilterAPI.create(`scale=${across}:${down},format=yuvj420p`);
    for await (using frame of filter.frames(decoder.frames(input.packets(video.index)))) {
      if (!frame) continue;
      await writeFile(join(folder, `${name}.jpg`), await new Scaler().toJpeg(frame, { quality: 85 }));
      break;
    }
  }
}
