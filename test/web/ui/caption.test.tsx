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

it.each([
  ['صباح الخير يا كويت #قهوة', 'line-clamp-2'],
  ['Slow mornings #latte', 'line-clamp-2'],
  ['Our new قهوة مختصة', 'max-h-[2lh]'],
  ['تعال إلى @mubarakiya.cafe', 'max-h-[2lh]'],
])('%s is cut where it ends: dots only where the edge of a line is the end of its words', (text, cut) => {
  expect(render(<Caption inList lines={2} text={text} />).container.firstElementChild?.classList).toContain(cut);
});

it('no caption is cut in another way', () => {
  const cut = filesIn('web/src').filter((path) => /<Caption[^>]*(?:truncate|line-clamp)/.test(textOf(path)));
  expect(cut).toEqual([]);
});
