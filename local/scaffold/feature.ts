import { camel, isName, pascal, singular } from './names.ts';
import type { Recipe } from './recipe.ts';

/** A noun with its wings: contract, function, infrastructure, page. It can be listed, made and deleted. */
export const featureRecipe: Recipe = {
  usage:
    'npm run new feature <plural> <id prefix> <Arabic name> <English name>     e.g. gift-cards gc "بطاقات الهدايا" "Gift cards"',
  names([name = '', prefix = '', ar = '', en = '']) {
    if (!isName(name) || !/^[a-z]{2}$/.test(prefix) || ar === '' || en === '') return undefined;
    const one = singular(name);
    const entry = camel(name) === name ? name : `'${name}': ${camel(name)}`;
    const many = { name, camel: camel(name), Pascal: pascal(name), entry };
    return { ...many, one, oneCamel: camel(one), lower: camel(one).toLowerCase(), One: pascal(one), prefix, ar, en };
  },
  files: {
    'shared/__name__/feature.ts': 'feature/feature.ts.txt',
    'shared/__name__/contract.ts': 'feature/contract.ts.txt',
    'functions/__name__/api.ts': 'feature/api.ts.txt',
    'functions/__name__/__one__.entity.ts': 'feature/entity.ts.txt',
    'functions/__name__/__one__.store.ts': 'feature/store.ts.txt',
    'functions/__name__/create-__one__.ts': 'feature/create.ts.txt',
    'functions/__name__/list-__name__.ts': 'feature/list.ts.txt',
    'functions/__name__/remove-__one__.ts': 'feature/remove.ts.txt',
    'infra/features/__name__.ts': 'feature/infra.ts.txt',
    'web/src/features/__name__/routes.tsx': 'feature/web-routes.tsx.txt',
    'web/src/features/__name__/__name__-page.tsx': 'feature/web-page.tsx.txt',
    'test/functions/__name__/__name__.test.ts': 'feature/test.ts.txt',
    'test/functions/__name__/access-patterns.ts': 'feature/access-patterns.ts.txt',
    'test/functions/__name__/matrix-cast.ts': 'feature/matrix-cast.ts.txt',
  },
  edits: [
    {
      file: 'shared/features.ts',
      imports: "import * as __camel__ from './__name__/feature.ts';",
      at: /export const features = \{\n/,
      where: 'behind',
      add: '  __entry__,\n',
    },
    {
      file: 'infra/stacks/feature-stacks.ts',
      imports: "import { __Pascal__ } from '../features/__name__.ts';",
      at: / {2}Library: \{ /,
      where: 'behind',
      add: '__Pascal__, ',
    },
    {
      file: 'web/src/app/router.tsx',
      imports: "import * as __camel__ from '../features/__name__/routes.tsx';",
      at: /business\.addChildren\(\[\n/,
      where: 'behind',
      add: '      ...__camel__.ofBusiness(business),\n',
    },
  ],
  next: [
    'say in the contract what the noun is and what can be done with it; npm run openapi',
    'make the failing test say what a customer is promised',
    'write what a customer notices in infra/features/<name>.ts',
    'add web/src/features/<name>/navigation.ts if the page is opened from anywhere; look at it in both languages',
    'bring demo data in local/demo, so that the first start shows it',
  ],
};
