// @vitest-environment node
import { expect, it } from 'vitest';
import { problems } from '#shared/contract/problem.ts';
import { problemTexts } from '../../../web/src/lib/problem-texts.ts';

it('the page has a sentence for everything that the server can refuse, and it is the one that the feature says', () => {
  expect(Object.fromEntries(problemTexts)).toEqual(problems);
});
