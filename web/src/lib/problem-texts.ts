import * as core from '#shared/contract/core.ts';
import type { Feature, ProblemText } from '#shared/contract/registration.ts';

/**
 * What each problem means for the person at the screen, as the features say it. Fetched with the first refusal and not
 * with the page: `?problems` is the form of a feature's file that the build leaves the sentences in (vite.config.ts).
 */
const features = import.meta.glob<Feature>('../../../shared/*/feature.ts', { query: '?problems', eager: true });

export const problemTexts: ReadonlyMap<string, ProblemText> = new Map(
  [core, ...Object.values(features)].flatMap(({ problems = {} }) => Object.entries(problems)),
);
