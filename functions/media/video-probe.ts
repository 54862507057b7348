import type { Demuxer } from 'node-av/api';
import { AV_PKT_DATA_DISPLAYMATRIX, type AVPixelFormat } from 'node-av/constants';
import { avGetCodecName, avGetPixFmtName } from 'node-av/lib';
import type { VideoFacts } from '#shared/media/video-rules.ts';

/** Transfer functions of films with more light than screens have: PQ and HLG. */
const HDR_TRANSFERS: readonly number[] = [16, 18];
/** How far the average may be from the nominal rate: beyond it, pictures come at uneven times. */
const STEADY = 0.02;

const quotient = (rate: { num: number; den: number } | undefined): number =>
  rate && rate.den !== 0 ? rate.num / rate.den : 0;

/** What the header of an opened film says. */
export function factsOf(input: Demuxer): VideoFacts | undefined {
  const video = input.video();
  if (!video) return undefined;
  const { codecpar, avgFrameRate, rFrameRate } = video;
  const rotation = rotationIn(codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX));
  const isTurned = rotation % 180 !== 0;
  const [average, nominal] = [quotient(avgFrameRate), quotient(rFrameRate)];
  const audio = input.audio();
  return {
    codec: avGetCodecName(codecpar.codecId) ?? 'unknown',
    pixelFormat: avGetPixFmtName(codecpar.format as AVPixelFormat) ?? 'unknown',
    width: isTurned ? codecpar.height : codecpar.width,
    height: isTurned ? codecpar.width : codecpar.height,
    rotation,
    fps: average,
    isVariable: Math.abs(average - nominal) > nominal * STEADY,
    isHdr: HDR_TRANSFERS.includes(codecpar.colorTrc),
    durationMs: Math.round(input.duration * 1000),
    bitsPerSecond: Number(codecpar.bitRate),
    sound: audio && {
      codec: avGetCodecName(audio.codecpar.codecId) ?? 'unknown',
      channels: audio.codecpar.channels,
      hertz: audio.codecpar.sampleRate,
    },
  };
}

/** Nine numbers of a film's matrix, as whole degrees in quarters: the engine does not turn pictures by itself. */
function rotationIn(matrix: Buffer | null): number {
  if (!matrix || matrix.length < 36) return 0;
  const angle = (Math.atan2(matrix.readInt32LE(4), matrix.readInt32LE(0)) * 180) / Math.PI;
  return (Math.round(angle / 90) * 90 + 360) % 360;
}
