import { camel, isName, pascal } from './names.ts';
import type { Recipe } from './recipe.ts';

/** A signed address that somebody else's software calls, in a feature that is there, in front of a queue that is there. */
export const webhookRecipe: Recipe = {
  usage:
    'npm run new webhook <feature> <work> <sender>     e.g. posts echo postcard, after: npm run new queue posts echo',
  names([feature = '', work = '', sender = '']) {
    if (!isName(feature) || !isName(work) || !/^[a-z]+$/.test(sender)) return undefined;
    const feed = { feature, featureCamel: camel(feature) };
    return {
      ...feed,
      work,
      camel: camel(work),
      Pascal: pascal(work),
      sender,
      Sender: pascal(sender),
      name: `${feature}-${work}`,
    };
  },
  files: {
    'shared/__feature__/__work__-event.ts': 'webhook/event.ts.txt',
    'functions/__feature__/hear-__work__.webhook.ts': 'webhook/entry.ts.txt',
    'test/functions/__feature__/hear-__work__.test.ts': 'webhook/test.ts.txt',
  },
  edits: [
    {
      file: 'shared/__feature__/contract.ts',
      imports:
        "import { __camel__Queue } from './__work__.ts';\nimport { __camel__Sender, __Pascal__Event } from './__work__-event.ts';",
      at: /= contract\('[a-z-]+', \{\n/,
      where: 'behind',
      add: `  hear__Pascal__: {
    method: 'POST',
    path: '/__feature__/__work__',
    signedBy: __camel__Sender,
    queue: __camel__Queue,
    summary: 'What __sender__ tells us',
    body: __Pascal__Event,
  },
`,
    },
    {
      file: 'infra/features/__feature__.ts',
      imports: "import { Webhook } from '../constructs/webhook.ts';",
      at: /\n {2}\}\n(?=\}|\n)/,
      where: 'in front',
      add: `

    new Webhook(this, 'Hear__Pascal__', {
      contract: __featureCamel__,
      route: 'hear__Pascal__',
      http,
      table: data.table,
      secret: data.platforms,
      impact: 'What a customer notices when __sender__ is not heard: to be written.',
    });`,
    },
  ],
  next: [
    'say in shared/<feature>/<work>-event.ts what is signed and how, from the documents of the sender',
    'bind the secret of that very sender in infra (data.outside has those that are no networks)',
    'say in the entry which message each event becomes, by ids only, then make the test pass',
  ],
};
