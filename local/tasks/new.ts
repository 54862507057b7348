import { globSync } from 'node:fs';
import { apply, ScaffoldError } from '../scaffold/apply.ts';
import { recipes } from '../scaffold/recipes.ts';
import { root, step } from './steps.ts';

/** `npm run new feature|network|queue|webhook …`: all wings of a new thing, its lines in the lists, and failing tests. */
const [kind = '', ...args] = process.argv.slice(2);
const recipe = recipes[kind];
const names = recipe?.names(args);
if (recipe === undefined || names === undefined) {
  console.error(
    `Usage:\n${Object.values(recipes)
      .map(({ usage }) => `  ${usage}`)
      .join('\n')}`,
  );
  console.error('Names are lower-case words with a dash between them.');
  process.exit(1);
}
try {
  const { made, edited } = apply(root, recipe, names);
  for (const file of made) console.log(`+ ${file}`);
  for (const file of edited) console.log(`~ ${file}`);
  const known = globSync(
    [...made, ...edited].filter((file) => /\.tsx?$/.test(file)),
    { cwd: root },
  );
  await step('style', 'node_modules/@biomejs/biome/bin/biome', ['check', '--write', '--log-level=error', ...known]);
  console.log(`\nNext:\n${recipe.next.map((line, at) => `  ${at + 1}. ${line}`).join('\n')}`);
} catch (error) {
  if (!(error instanceof ScaffoldError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
