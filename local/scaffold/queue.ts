import { camel, isName, pascal } from './names.ts';
import type { Recipe } from './recipe.ts';

/** A queue and its worker, inside a feature that is there. */
export const queueRecipe: Recipe = {
  usage: 'npm run new queue <feature> <work>     e.g. posts echo',
  names([feature = '', work = '']) {
    if (!isName(feature) || !isName(work)) return undefined;
    return { feature, work, camel: camel(work), Pascal: pascal(work), name: `${feature}-${work}` };
  },
  files: {
    'shared/__feature__/__work__.ts': 'queue/message.ts.txt',
    'functions/__feature__/__work__.queue.ts': 'queue/entry.ts.txt',
    'functions/__feature__/handle-__work__.ts': 'queue/use-case.ts.txt',
    'test/functions/__feature__/__work__.test.ts': 'queue/test.ts.txt',
  },
  edits: [
    {
      file: 'infra/features/__feature__.ts',
      imports:
        "import { __camel__Queue } from '../../shared/__feature__/__work__.ts';\nimport { QueueWorker } from '../constructs/queue-worker.ts';",
      // The end of the constructor.
      at: /\n {2}\}\n(?=\}|\n)/,
      where: 'in front',
      add: `

    new QueueWorker(this, '__Pascal__', {
      queue: __camel__Queue,
      maxConcurrency: 2,
      impact: 'What a customer notices when __name__ stands still: to be written.',
      runbook: '__name__',
    });`,
    },
    {
      file: 'docs/runbook.md',
      at: /(?![\s\S])/,
      where: 'in front',
      add: `
## __name__-dead-letters

- **The customer notices**: to be written.
- **It means**: a message of \`__name__\` could not be handled.
- **Look first**: log of \`__name__\`, by the request that the letter names.
- **Mend**: mend the cause, then \`POST /api/dead-letters/__name__/redrive\`.

## __name__-late

- **The customer notices**: as in *__name__-dead-letters*, and it ends by itself.
- **It means**: the oldest message has waited fifteen minutes or more.
- **Look first**: errors and throttles of \`__name__\`.
- **Mend**: it catches up by itself; if it is late every day, raise \`maxConcurrency\` in \`infra/features/__feature__.ts\`.
`,
    },
  ],
  next: [
    'say in shared/<feature>/<work>.ts what a message holds: ids and numbers, no texts and no tokens',
    'write the use case, give the worker its grants, and have its sender call sendTo and be bound',
    'write what the customer notices in infra and in docs/runbook.md',
  ],
};
