import { captionDirection, captionParts, isMixed } from '#shared/platforms/caption.ts';
import { classNames } from './class-names.ts';

type Props = {
  text: string;
  className?: string;
  /** In a list: inside a link, its own lines run together. */
  inList?: boolean;
  /** Show so many lines at most. */
  lines?: keyof typeof cuts;
};

/**
 * The dots of a cut stand at the edge of the line, where in a text of both directions a word begins and not ends: they
 * would hide the sign of a handle or the first word of an Arabic phrase. Such a text is cut between its lines.
 */
const cuts = {
  1: { plain: 'line-clamp-1', mixed: 'block max-h-[1lh] overflow-hidden' },
  2: { plain: 'line-clamp-2', mixed: 'block max-h-[2lh] overflow-hidden' },
  3: { plain: 'line-clamp-3', mixed: 'block max-h-[3lh] overflow-hidden' },
} as const;

/**
 * A caption as a person wrote it: its own direction, and each tag, handle and link isolated, so that `#Kuwait` in an
 * Arabic sentence does not show as `Kuwait#`. Links are not clickable: a preview must not lead away.
 */
export function Caption({ text, className, inList = false, lines }: Props) {
  const Tag = inList ? 'span' : 'p';
  let at = 0;
  return (
    <Tag
      dir={captionDirection(text) ?? 'auto'}
      className={classNames(
        'text-start break-words',
        !inList && 'whitespace-pre-wrap',
        lines && cuts[lines][isMixed(text) ? 'mixed' : 'plain'],
        className,
      )}
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
