import { problems as core } from '#shared/contract/core.ts';
import type { ProblemText } from '#shared/contract/feature.ts';

/**
 * What each problem means for the person at the screen, as the features say it. Fetched with the first refusal and not
 * with the page: `?problems` is the form of a feature's file that the build leaves the sentences in (vite.config.ts).
 */
const said = import.meta.glob<Readonly<Record<string, ProblemText>>>('../../../shared/*/feature.ts', {
  query: '?problems',
  import: 'problems',
  eager: true,
});

export const problemTexts: ReadonlyMap<string, ProblemText> = new Map(
  [core, ...Object.values(said)].flatMap((problems) => Object.entries(problems)),
);
