import * as z from 'zod/mini';
import { refusal } from './errors.ts';

const Policy = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(
    z.union([
      z.tuple([z.literal('content-length-range'), z.number(), z.number()]),
      z.tuple([z.enum(['eq', 'starts-with']), z.string(), z.string()]),
      z.record(z.string(), z.string()),
    ]),
  ),
});

/** Fields of an upload form, by lower-case name. */
export type Fields = Map<string, string>;

// A form carries these without its policy having to mention them.
const EXEMPT = /^(x-amz-signature|policy|file|bucket|x-amz-security-token|x-ignore-.*)$/;

const denied = (why: string) => refusal('AccessDenied', `Invalid according to Policy: ${why}`);

function parsePolicy(base64: string): z.output<typeof Policy> {
  try {
    return Policy.parse(JSON.parse(Buffer.from(base64, 'base64').toString()));
  } catch {
    throw refusal('InvalidPolicyDocument');
  }
}

const startsWith = (field: string, value: string, prefix: string) =>
  field === 'content-type'
    ? value.split(',').every((type) => type.trim().startsWith(prefix))
    : value.startsWith(prefix);

/** Checks a form against its policy at time `now`; returns the sizes the file may have, in bytes. */
export function checkPolicy(fields: Fields, now: number): { minBytes: number; maxBytes: number | undefined } {
  const { expiration, conditions } = parsePolicy(fields.get('policy') ?? '');
  if (now >= Date.parse(expiration)) throw denied('Policy expired.');
  let minBytes = 0;
  let maxBytes: number | undefined;
  const mentioned = new Set<string>();
  const check = (operator: 'eq' | 'starts-with', name: string, expected: string) => {
    const field = name.replace(/^\$/, '').toLowerCase();
    const value = fields.get(field);
    mentioned.add(field);
    const holds = value !== undefined && (operator === 'eq' ? value === expected : startsWith(field, value, expected));
    if (!holds) throw denied(`Policy Condition failed: ${JSON.stringify([operator, `$${field}`, expected])}`);
  };
  for (const condition of conditions) {
    if (!Array.isArray(condition)) {
      for (const [name, expected] of Object.entries(condition)) check('eq', name, expected);
    } else if (condition[0] === 'content-length-range') {
      minBytes = Math.max(minBytes, condition[1]);
      maxBytes = Math.min(maxBytes ?? condition[2], condition[2]);
    } else {
      check(...condition);
    }
  }
  const extra = [...fields.keys()].filter((name) => !mentioned.has(name) && !EXEMPT.test(name));
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(', ')}`);
  return { minBytes, maxBytes };
}
