import * as z from 'zod/mini';
import { AwsError } from '../service.ts';
import type { Mail } from '../ses.ts';
import type { Pool, User } from './state.ts';

export type MessageRequest = {
  source: 'CustomMessage_AdminCreateUser' | 'CustomMessage_ForgotPassword';
  code: string;
  clientId: string;
  metadata: Record<string, string>;
};
export type Messenger = { send(pool: Pool, user: User, request: MessageRequest): Promise<void> };

const CODE = '{####}';
const NAME = '{username}';
const text = z.nullish(z.string());
const Answer = z.object({ response: z.object({ emailSubject: text, emailMessage: text }) });

/** Words the pool's mails: as the CustomMessage trigger says, else with the pool's or Cognito's default text. */
export function messenger(
  region: string,
  invokeTrigger: ((functionArn: string, event: unknown) => Promise<unknown>) | undefined,
  sendMail: (mail: Mail) => unknown,
): Messenger {
  async function worded(pool: Pool, user: User, { source, clientId, metadata }: MessageRequest) {
    const isInvitation = source === 'CustomMessage_AdminCreateUser';
    const fallback = isInvitation
      ? { subject: 'Your temporary password', body: `Your username is ${NAME} and temporary password is ${CODE}.` }
      : (pool.codeMail ?? { subject: 'Your verification code', body: `Your password reset code is ${CODE}` });
    if (pool.customMessageArn === undefined || invokeTrigger === undefined) return fallback;
    const event = {
      version: '1',
      region,
      userPoolId: pool.poolId,
      userName: user.sub,
      callerContext: { awsSdkVersion: 'local', clientId },
      triggerSource: source,
      request: {
        userAttributes: { ...user.attributes, sub: user.sub, email: user.email, 'cognito:user_status': user.status },
        codeParameter: CODE,
        usernameParameter: isInvitation ? NAME : null,
        clientMetadata: metadata,
      },
      response: { smsMessage: null, emailMessage: null, emailSubject: null },
    };
    const answer = await invokeTrigger(pool.customMessageArn, event).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new AwsError('UserLambdaValidationException', `CustomMessage failed with error ${why}.`);
    });
    const read = Answer.safeParse(answer);
    if (!read.success) throw new AwsError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
    const { emailSubject, emailMessage } = read.data.response;
    const isWhole = emailMessage?.includes(CODE) && (!isInvitation || emailMessage.includes(NAME));
    return isWhole && emailMessage ? { subject: emailSubject ?? fallback.subject, body: emailMessage } : fallback;
  }

  return {
    async send(pool, user, request) {
      const { subject, body } = await worded(pool, user, request);
      const code = request.code.replace(/[<&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
      const html = body.replaceAll(CODE, code).replaceAll(NAME, user.email);
      const { from, configurationSet } = pool;
      try {
        await sendMail({ from, to: user.email, subject, html, configurationSet });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        throw new AwsError('CodeDeliveryFailureException', error.message);
      }
    },
  };
}
