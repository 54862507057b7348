import * as store from '#functions/templates/template.store.ts';
import { type Access, clientId, page, T } from '#test/functions/runtime/access.ts';
import { createWords } from './words.ts';

const row = { ...createWords(), clientId, templateId: 'tp_c', revision: 1, createdAt: T, updatedAt: T };
const place = '$ksa#clientid_cl_a | $template_1#templateid_tp_c';

export const access: Access = {
  reads: {
    templateById: ['What is this one?', () => store.templateById(row), `Get | table | ${place}`],
    templatesOfClient: [
      'Which has a business, newest first?',
      () => store.templatesOfClient(clientId, page),
      'Query | table | $ksa#clientid_cl_a | begins_with(sk, $template_1#templateid_)',
    ],
  },
  writes: {
    templateCreated: [() => store.templateCreated(row), `TransactPut | table | ${place}`],
    templateChanged: [() => store.templateChanged(row), `TransactPut | table | ${place}`],
    templateRemoved: [() => store.templateRemoved(row), `TransactDelete | table | ${place}`],
  },
};
