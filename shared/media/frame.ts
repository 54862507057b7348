import type { Size } from './rendition-size.ts';

/** Width to height in whole numbers, so that a limit is judged exactly. */
type Ratio = readonly [width: number, height: number];

/**
 * The shapes that an image can be framed in, tallest first: what the networks show. Names stand in rows and addresses
 * and never change.
 */
export const shapes = {
  story: [9, 16],
  portrait: [4, 5],
  square: [1, 1],
  landscape: [191, 100],
} as const satisfies Record<string, Ratio>;
export type Shape = keyof typeof shapes;
export const shapeNames = Object.keys(shapes) as readonly Shape[];

/** How an image comes into a shape: cut to it, or whole on a blurred picture of itself. */
export const ways = ['crop', 'fit'] as const;
export type Way = (typeof ways)[number];

/**
 * One choice of a person: the shape, the way, and the point that must stay in sight, in hundredths of width and height
 * from the upper left corner. Rendered by the server, always from what was uploaded.
 */
export type Frame = { shape: Shape; way: Way; x: number; y: number };

/** A rectangle in pixels, from the upper left corner. */
export type Box = Size & { left: number; top: number };

const FRAME_WIDTH = 1080;

/** The largest box of a shape within an image, as near to the point as the edges allow. Whole pixels, never empty. */
export function cropOf({ width, height }: Size, { shape, x, y }: Omit<Frame, 'way'>): Box {
  const [across, down] = shapes[shape];
  const isWider = width * down > height * across;
  const box = isWider
    ? { width: Math.max(1, Math.floor((height * across) / down)), height }
    : { width, height: Math.max(1, Math.floor((width * down) / across)) };
  const at = (whole: number, part: number, point: number) =>
    Math.round(Math.min(Math.max((whole * point) / 100 - part / 2, 0), whole - part));
  return { ...box, left: at(width, box.width, x), top: at(height, box.height, y) };
}

/** The size in which a shape is published: 1080 wide, within the shape's ratio towards the square. */
function shapeSize(shape: Shape, width: number): Size {
  const [across, down] = shapes[shape];
  const exact = (width * down) / across;
  return { width, height: across > down ? Math.ceil(exact) : Math.floor(exact) };
}

/** The size of the picture that a frame gives. A cut is never enlarged; a whole one stands on a full background. */
export const framedSize = (size: Size, frame: Frame): Size =>
  shapeSize(frame.shape, frame.way === 'fit' ? FRAME_WIDTH : Math.min(FRAME_WIDTH, cropOf(size, frame).width));

/** Where a whole image stands in its frame: in the middle, as large as the frame allows, never enlarged. */
export function placeOf(size: Size, { width, height }: Size): Box {
  const scale = Math.min(width / size.width, height / size.height, 1);
  const inner = {
    width: Math.max(1, Math.min(width, Math.round(size.width * scale))),
    height: Math.max(1, Math.min(height, Math.round(size.height * scale))),
  };
  return { ...inner, left: Math.floor((width - inner.width) / 2), top: Math.floor((height - inner.height) / 2) };
}

/** A short name of a choice, the same for the same choice: part of the name of the object that is made. */
export const frameName = ({ shape, way, x, y }: Frame): string => `${shape}-${way}-${x}-${y}`;
