import { api } from '#runtime/api.ts';
import { templates } from '#shared/templates/contract.ts';
import { starters } from '#shared/templates/library/starters.ts';
import { changeTemplate } from './change-template.ts';
import { copyTemplate } from './copy-template.ts';
import { createTemplate } from './create-template.ts';
import { findTemplate } from './find-template.ts';
import { listTemplates } from './list-templates.ts';
import { removeTemplate } from './remove-template.ts';

export const handler = api(templates, {
  list: ({ actor, query }) => listTemplates(actor, query),
  library: async () => ({ items: [...starters] }),
  create: {
    act: ({ actor, body, deed }) => createTemplate(actor, body, deed),
    find: ({ actor }, templateId) => findTemplate(actor, templateId),
  },
  copy: {
    act: ({ actor, body, deed }) => copyTemplate(actor, body, deed),
    find: ({ actor }, templateId) => findTemplate(actor, templateId),
  },
  change: ({ actor, params, body }) => changeTemplate(actor, params.templateId, body),
  remove: ({ actor, params }) => removeTemplate(actor, params.templateId),
});
