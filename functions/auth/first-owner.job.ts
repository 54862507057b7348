import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { invocation } from '#runtime/invocation.ts';
import { email, language, text } from '#shared/contract/text.ts';
import { createFirstOwner } from './create-first-owner.ts';

const FirstOwner = z.strictObject({ email: email(), name: text(80, 1), language });

/** Invoked once by hand after the first deployment with `{ email, name, language }`. */
export const handler = (event: unknown, context: Context) =>
  invocation(context, async () => createFirstOwner(FirstOwner.parse(event)));
