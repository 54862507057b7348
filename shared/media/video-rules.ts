/** What the upload gate takes of films. */
export const videoTypes = ['video/mp4', 'video/quicktime'] as const;
export type VideoType = (typeof videoTypes)[number];

export const MAX_VIDEO_BYTES = 500_000_000;
export const MAX_VIDEO_MS = 300_000;
export const MAX_VIDEO_SIDE = 4_096;

/** Why a film cannot be used. */
export const videoRefusals = [
  'video_unreadable',
  'video_too_long',
  'video_too_large',
  'video_without_picture',
] as const;
export type VideoRefusal = (typeof videoRefusals)[number];

/** What all networks share: H.264 in MP4 with AAC or without sound, upright, at most so large. */
export const publishedVideo = { longestSide: 1_920, maxFps: 60, fps: 30, maxBitsPerSecond: 20_000_000 } as const;

/** A film as its header says. Sizes are pixels as seen, after it was turned upright. */
export type VideoFacts = {
  codec: string;
  pixelFormat: string;
  width: number;
  height: number;
  /** Degrees that a player has to turn it. */
  rotation: number;
  fps: number;
  isVariable: boolean;
  isHdr: boolean;
  durationMs: number;
  bitsPerSecond: number;
  sound: { codec: string; channels: number; hertz: number } | undefined;
};

/** Whether a film can go out as it is and needs only to be packed anew. */
export function isCompliant(video: VideoFacts): boolean {
  const { codec, pixelFormat, width, height, rotation, fps, isVariable, isHdr, bitsPerSecond, sound } = video;
  const isPictureFine =
    codec === 'h264' && pixelFormat === 'yuv420p' && rotation === 0 && !isVariable && !isHdr && width % 2 === 0;
  const isSizeFine =
    Math.max(width, height) <= publishedVideo.longestSide &&
    height % 2 === 0 &&
    bitsPerSecond <= publishedVideo.maxBitsPerSecond;
  const isSoundFine = !sound || (sound.codec === 'aac' && sound.channels <= 2 && sound.hertz <= 48_000);
  return isPictureFine && isSizeFine && fps >= 23 && fps <= publishedVideo.maxFps && isSoundFine;
}

/** The size in which a film is published: within the longest side, even, never enlarged. */
export function videoSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(1, publishedVideo.longestSide / Math.max(width, height));
  const even = (side: number) => Math.max(2, Math.round((side * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** Why a film is not even decoded. */
export function refusalOfVideo({ width, height, durationMs, codec }: VideoFacts): VideoRefusal | undefined {
  if (codec === 'unknown' || width <= 0 || height <= 0) return 'video_without_picture';
  if (Math.max(width, height) > MAX_VIDEO_SIDE) return 'video_too_large';
  if (durationMs > MAX_VIDEO_MS) return 'video_too_long';
  return durationMs <= 0 ? 'video_without_picture' : undefined;
}
