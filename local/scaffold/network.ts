import type { Recipe } from './recipe.ts';

const word = /^[a-z]+$/;

/** A network: descriptor, adapter, stand-in, and the four lists that name it (docs/adding.md). */
export const networkRecipe: Recipe = {
  usage: 'npm run new network <name> <Arabic name> <English name>     e.g. postcard بطاقات Postcard',
  names([name = '', ar = '', en = '']) {
    if (!word.test(name) || ar === '' || en === '') return undefined;
    return { name, ar, en, Pascal: name.charAt(0).toUpperCase() + name.slice(1) };
  },
  files: {
    'shared/platforms/__name__.ts': 'network/descriptor.ts.txt',
    'shared/platforms/__name__-composing.ts': 'network/composing.ts.txt',
    'functions/platforms/__name__/errors.ts': 'network/errors.ts.txt',
    'functions/platforms/__name__/oauth.ts': 'network/oauth.ts.txt',
    'functions/platforms/__name__/publish.ts': 'network/publish.ts.txt',
    'local/sandbox/__name__.ts': 'network/stand-in.ts.txt',
    'test/functions/platforms/__name__.test.ts': 'network/test.ts.txt',
  },
  edits: [
    {
      file: 'shared/platforms/networks.ts',
      imports: "import { __name__ } from './__name__.ts';",
      at: /export const networks = \{ /,
      where: 'behind',
      add: '__name__, ',
    },
    {
      file: 'shared/platforms/composing.ts',
      imports: "import { __name__Composing } from './__name__-composing.ts';",
      at: /export const composing: .* = \{\n/,
      where: 'behind',
      add: '  __name__: __name__Composing,\n',
    },
    {
      file: 'functions/platforms/adapters.ts',
      imports:
        "import { __name__Linker } from './__name__/oauth.ts';\nimport { __name__Publisher } from './__name__/publish.ts';",
      at: /export const adapters: .* = \{\n/,
      where: 'behind',
      add: '  __name__: { linker: __name__Linker, publisher: __name__Publisher },\n',
    },
    {
      file: 'local/sandbox/sandboxes.ts',
      imports: "import { __name__Hosts, __name__Secret, start__Pascal__ } from './__name__.ts';",
      at: /export const sandboxes = \{\n/,
      where: 'behind',
      add: '  __name__: { start: start__Pascal__, hosts: __name__Hosts, secret: __name__Secret },\n',
    },
  ],
  next: [
    'say in shared/platforms/<name>.ts what the network takes, from its own documents',
    'write errors first: of the irreversible call all that does not prove absence is unknown',
    'have the stand-in refuse what the network refuses, then make the test pass',
    'npm run openapi, the row in docs/publishing.md, the line in local/sandbox/README.md',
  ],
};
