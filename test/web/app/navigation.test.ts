// @vitest-environment node
import { expect, it } from 'vitest';
import { pages } from '../../../web/src/app/shell/pages.ts';
import { filesIn } from '../../architecture/source.ts';

it('the navigation has the pages that the features bring, each at a place of its own', () => {
  const files = filesIn('web/src').filter((path) => path.endsWith('/navigation.ts') && !path.includes('/lib/'));
  expect(pages.length).toBeGreaterThanOrEqual(files.length);
  const places = pages.map(({ area, order }) => `${area} ${order}`);
  expect(new Set(places).size).toBe(places.length);
});

it('stands in the order that a person meets it in', () => {
  const of = (wanted: string) => pages.filter(({ area }) => area === wanted).map(({ to }) => to);
  expect(of('business')).toEqual([
    '/',
    '/calendar',
    '/compose',
    '/connections',
    '/templates',
    '/media',
    '/team',
    '/billing',
  ]);
  expect(of('staff')).toEqual(['/staff', '/staff/calendar', '/staff/subscriptions']);
});
