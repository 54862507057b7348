import { captionDirection, captionParts } from '#shared/platforms/caption.ts';
import { classNames } from './class-names.ts';

type Props = {
  text: string;
  className?: string;
  /** In a list: inside a link, its lines run together, cut after as many as `className` says (`line-clamp-…`). */
  inList?: boolean;
};

/**
 * A caption as a person wrote it: its own direction, and each tag, handle and link isolated, so that `#Kuwait` in an
 * Arabic sentence does not show as `Kuwait#`. Links are not clickable: a preview must not lead away. To be cut only
 * with `line-clamp`: `truncate` lays the whole text on one line and cuts what stands at the edge, which is the
 * beginning of an Arabic phrase in an English caption.
 */
export function Caption({ text, className, inList = false }: Props) {
  const Tag = inList ? 'span' : 'p';
  let at = 0;
  return (
    <Tag
      dir={captionDirection(text) ?? 'auto'}
      className={classNames('text-start', inList ? 'break-words' : 'whitespace-pre-wrap', className)}
    >
      {captionParts(text).map(({ kind, text: part }) => {
        const key = at;
        at += part.length;
        return kind === 'text' ? (
          part
        ) : (
          <bdi key={key} className={inList ? undefined : 'text-brand'}>
            {part}
          </bdi>
        );
      })}
    </Tag>
  );
}
