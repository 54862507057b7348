import { randomUUID } from 'node:crypto';
import type { Part } from '#test/functions/matrix/part.ts';

const email = () => `somebody-${randomUUID()}@example.com`;

export const part: Part = {
  bodies: {
    signIn: () => ({ email: email(), password: 'wrong-Password-1' }),
    challenge: () => ({
      email: email(),
      session: `somebody~${'x'.repeat(20)}`,
      challenge: 'new_password',
      answer: 'New-Password-1!',
    }),
    forgot: () => ({ email: email(), language: 'ar' }),
    reset: () => ({ email: email(), code: '123456', password: 'New-Password-1!' }),
    addStaff: () => ({ email: email(), name: 'Sara', language: 'ar' }),
  },
};
