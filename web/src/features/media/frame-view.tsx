import { type PointerEvent, useRef } from 'react';
import { cropOf, type Frame, shapes } from '#shared/media/frame.ts';
import type { Size } from '#shared/media/rendition-size.ts';

type Props = { url: string; size: Size; frame: Frame; label: string; onMove: (x: number, y: number) => void };

/**
 * The picture as the frame will show it, at once: what the server makes of the same numbers. Dragging moves the picture
 * under the frame; the keyboard has the sliders below.
 */
export function FrameView({ url, size, frame, label, onMove }: Props) {
  const from = useRef<{ x: number; y: number; frame: Frame }>(undefined);
  const [across, down] = shapes[frame.shape];
  const box = cropOf(size, frame);
  const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (!from.current || frame.way === 'fit') return;
    const { width, height } = event.currentTarget.getBoundingClientRect();
    const shifted = (start: number, now: number, shown: number, cut: number, whole: number) =>
      ((start - now) / shown) * (cut / whole) * 100;
    const { x, y, frame: begun } = from.current;
    onMove(
      begun.x + shifted(x, event.clientX, width, box.width, size.width),
      begun.y + shifted(y, event.clientY, height, box.height, size.height),
    );
  };
  return (
    <div
      role="img"
      aria-label={label}
      dir="ltr"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, y: event.clientY, frame };
      }}
      onPointerMove={move}
      onPointerUp={() => {
        from.current = undefined;
      }}
      className="relative mx-auto max-h-[45dvh] w-full touch-none overflow-hidden rounded-xl bg-canvas"
      style={{ aspectRatio: `${across} / ${down}`, maxWidth: `calc(45dvh * ${across} / ${down})` }}
    >
      {frame.way === 'fit' ? (
        <>
          <img
            src={url}
            alt=""
            draggable={false}
            className="absolute inset-0 size-full scale-110 object-cover blur-xl"
          />
          <img src={url} alt="" draggable={false} className="absolute inset-0 size-full object-contain" />
        </>
      ) : (
        <img
          src={url}
          alt=""
          draggable={false}
          className="absolute max-w-none cursor-move"
          style={{
            width: percent(size.width, box.width),
            height: percent(size.height, box.height),
            left: percent(0 - box.left, box.width),
            top: percent(0 - box.top, box.height),
          }}
        />
      )}
    </div>
  );
}
