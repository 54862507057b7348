/** What the upload gate takes. The browser's word is only the first check; the bytes decide. */
export const imageTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type ImageType = (typeof imageTypes)[number];

export const MAX_UPLOAD_BYTES = 30_000_000;
export const MAX_PIXELS = 50_000_000;
export const MIN_WIDTH_PIXELS = 320;
export const RENDITION_WIDTH_PIXELS = 1080;

/** Why an arrived file cannot be used: codes the screens translate. */
export const mediaRefusals = ['not_an_image', 'truncated', 'too_many_pixels', 'too_small'] as const;
