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
const defaults: Record<MessageRequest['source'], { subject: string; body: string }> = {
  CustomMessage_AdminCreateUser: {
    subject: 'Your temporary password',
    body: `Your username is ${NAME} and temporary password is ${CODE}.`,
  },
  CustomMessage_ForgotPassword: { subject: 'Your verification code', body: `Your password reset code is ${CODE}` },
};

/**
 * Words the pool's mails: asks the CustomMessage trigger, and falls back to the default text whenever the answer is
 * missing, broken or without its placeholders, as the pool does.
 */
export function messenger(
  region: string,
  invokeTrigger: ((functionArn: string, event: unknown) => Promise<unknown>) | undefined,
  sendMail: (mail: Mail) => void,
): Messenger {
  async function worded(pool: Pool, user: User, { source, clientId, metadata }: MessageRequest) {
    const fallback = defaults[source];
    if (pool.customMessageArn === undefined || invokeTrigger === undefined) return fallback;
    const isInvitation = source === 'CustomMessage_AdminCreateUser';
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
    const answer = await invokeTrigger(pool.customMessageArn, event).catch(() => undefined);
    const response = new Map(Object.entries((answer as { response?: object } | undefined)?.response ?? {}));
    const [subject, body] = [response.get('emailSubject'), response.get('emailMessage')];
    const isWhole = typeof body === 'string' && body.includes(CODE) && (!isInvitation || body.includes(NAME));
    return isWhole ? { subject: typeof subject === 'string' ? subject : fallback.subject, body } : fallback;
  }

  return {
    async send(pool, user, request) {
      const { subject, body } = await worded(pool, user, request);
      const html = body
        .replaceAll(
          CODE,
          request.code.replace(/[<&]/g, (sign) => `&#${sign.charCodeAt(0)};`),
        )
        .replaceAll(NAME, user.email);
      sendMail({ from: pool.from, to: user.email, subject, html });
    },
  };
}
