import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Caption } from '../../../web/src/ui/caption.tsx';
import { filesIn, textOf } from '../../architecture/source.ts';

const shown = (text: string) => {
  const caption = render(<Caption inList text={text} />).container.firstElementChild;
  return {
    direction: caption?.getAttribute('dir'),
    apart: [...(caption?.querySelectorAll('bdi') ?? [])].map((part) => part.textContent),
  };
};

it.each([
  ['تعال إلى @mubarakiya.cafe اليوم', 'rtl', ['@mubarakiya.cafe']],
  ['#Ramadan عروض', 'ltr', ['#Ramadan']],
  ['Our new قهوة مختصة #قهوة', 'ltr', ['#قهوة']],
  ['#قهوة #كويت', 'rtl', ['#قهوة', '#كويت']],
  ['2.500', 'auto', []],
])('%s has the direction of its first letter, and every tag and handle stands apart', (text, direction, apart) => {
  expect(shown(text)).toEqual({ direction, apart });
});

it('every place that shows the words of a post shows them as a caption', () => {
  const bare = filesIn('web/src')
    .filter((path) => path.endsWith('.tsx'))
    .filter((path) =>
      />\s*\{(?:post\.)?(?:excerpt|caption|name)\}\s*<\/(?:span|p)>|<(?:span|p) dir="auto"/.test(textOf(path)),
    );
  expect(bare).toEqual([]);
});

it('no caption is cut by laying it on one line, where the wrong end of a mixed text is lost', () => {
  const cut = filesIn('web/src').filter((path) => /<Caption[^>]*truncate/.test(textOf(path)));
  expect(cut).toEqual([]);
});
