import * as z from 'zod/mini';
import { id } from '../contract/id.ts';
import type { Components } from '../contract/openapi-names.ts';
import { page, pageQuery } from '../contract/page.ts';
import { contract } from '../contract/route.ts';
import { text } from '../contract/text.ts';
import { TOO_MANY_BYTES } from './check.ts';
import { businessKinds, occasions } from './occasion.ts';
import { Variable } from './variable.ts';

export const categories = ['offer', 'occasion', 'novelty', 'hours', 'thanks'] as const;

const content = {
  name: text(80, 1),
  category: z.enum(categories),
  /** The texts side by side, with variables such as `{price}`; one of them may be empty. */
  ar: text(TOO_MANY_BYTES),
  en: text(TOO_MANY_BYTES),
  variables: z.array(Variable).check(z.maxLength(20)),
};
export const NewTemplate = z.strictObject(content);
export type NewTemplate = z.infer<typeof NewTemplate>;

/** `revision` counts changes: whoever changes it says which one they saw. */
export const Template = z.object({
  ...content,
  templateId: id('template'),
  revision: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type Template = z.infer<typeof Template>;

/** A template of the platform, to be copied. */
export const Starter = z.object({
  ...content,
  starterId: z.string(),
  business: z.enum(businessKinds),
  occasion: z.enum(occasions),
  name: z.object({ ar: z.string(), en: z.string() }),
});
export type Starter = z.infer<typeof Starter>;

const params = z.strictObject({ templateId: id('template') });

export const templates = contract('templates', {
  list: {
    method: 'GET',
    path: '/templates',
    permission: 'templates:read',
    summary: 'List the templates of my business, newest first',
    query: z.strictObject(pageQuery),
    response: page(Template),
  },
  library: {
    method: 'GET',
    path: '/templates/library',
    permission: 'templates:read',
    summary: 'List the templates that the platform offers',
    response: z.object({ items: z.array(Starter) }),
  },
  create: {
    method: 'POST',
    path: '/templates',
    permission: 'templates:write',
    replay: 'joined',
    status: 201,
    summary: 'Keep a template',
    body: NewTemplate,
    response: Template,
  },
  copy: {
    method: 'POST',
    path: '/templates/copies',
    permission: 'templates:write',
    replay: 'joined',
    status: 201,
    summary: 'Copy a template of my business, or one that the platform offers',
    body: z.strictObject({ source: z.string().check(z.maxLength(60)), name: text(80, 1) }),
    response: Template,
  },
  change: {
    method: 'PUT',
    path: '/templates/{templateId}',
    permission: 'templates:write',
    summary: 'Change a template; posts that were written with it stay as they are',
    params,
    body: z.strictObject({ ...content, revision: z.int().check(z.minimum(1)) }),
    response: Template,
  },
  remove: {
    method: 'DELETE',
    path: '/templates/{templateId}',
    permission: 'templates:write',
    summary: 'Delete a template; posts that were written with it stay',
    params,
  },
});

/** @public The schemas that the OpenAPI document names. */
export const components = {
  Template: { schema: Template, description: 'Words that a business uses again and again, with variables to fill.' },
  TemplateVariable: { schema: Variable, description: 'What is filled in: its kind, its default, its choices.' },
  StarterTemplate: { schema: Starter, description: 'A template of the platform, to be copied.' },
} satisfies Components;
