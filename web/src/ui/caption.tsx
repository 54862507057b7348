import { captionParts } from '#shared/platforms/caption.ts';
import { classNames } from './class-names.ts';

type Props = { text: string; className?: string };

/**
 * A caption as a person wrote it: its own direction, and each tag, handle and link isolated, so that `#Kuwait` in an
 * Arabic sentence does not show as `Kuwait#`. Links are not clickable: a preview must not lead away.
 */
export function Caption({ text, className }: Props) {
  let at = 0;
  return (
    <p dir={directionOf(text)} className={classNames('text-start whitespace-pre-wrap', className)}>
      {captionParts(text).map((part) => {
        const key = at;
        at += part.text.length;
        return part.kind === 'text' ? (
          part.text
        ) : (
          <bdi key={key} className="text-brand">
            {part.text}
          </bdi>
        );
      })}
    </p>
  );
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/**
 * The direction of a text by its first letter, as a field shows it while it is written. `auto` would look past isolated
 * parts, and a line of nothing but hashtags has no others.
 */
function directionOf(text: string): 'rtl' | 'ltr' | 'auto' {
  const letter = /\p{L}/u.exec(text)?.[0];
  if (letter === undefined) return 'auto';
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}
