import type { CustomMessageTriggerEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { handler } from '#functions/auth/message.trigger.ts';

type Change = {
  source?: CustomMessageTriggerEvent['triggerSource'];
  lang?: string;
  locale?: string;
  login?: string | null;
};

const eventOf = ({ source = 'CustomMessage_ForgotPassword', lang, locale, login = '{username}' }: Change = {}) =>
  ({
    version: '1',
    region: 'me-south-1',
    userPoolId: 'me-south-1_TestPool1',
    userName: 'somebody',
    callerContext: { awsSdkVersion: '3', clientId: 'client' },
    triggerSource: source,
    request: {
      userAttributes: { email: 'manager@mubarakiya.example', ...(locale ? { locale } : {}) },
      codeParameter: '{####}',
      linkParameter: '{##Click Here##}',
      usernameParameter: login,
      ...(lang ? { clientMetadata: { lang } } : {}),
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  }) as CustomMessageTriggerEvent;

const wordsOf = async (change?: Change) => (await handler(eventOf(change))).response;

describe('the mails that Cognito sends', () => {
  it('are Arabic and right to left for whoever asked in Arabic', async () => {
    const { emailSubject, emailMessage } = await wordsOf({ lang: 'ar', locale: 'en' });
    expect(emailSubject).toBe('رمز كلمة المرور الجديدة');
    expect(emailMessage).toContain('<html lang="ar" dir="rtl">');
    expect(emailMessage).not.toContain('dir="ltr" lang="en"');
  });

  it('use the language of the login when nobody said another', async () => {
    expect((await wordsOf({ locale: 'en' })).emailSubject).toBe('Code for your new password');
  });

  it('speak both languages when none is known', async () => {
    const { emailMessage } = await wordsOf({ lang: 'fr' });
    expect(emailMessage).toContain('dir="rtl" lang="ar"');
    expect(emailMessage).toContain('dir="ltr" lang="en"');
  });

  it.each(['ar', 'en'])('keep the place for the code, and an invitation the place for the login (%s)', async (lang) => {
    const { emailSubject, emailMessage } = await wordsOf({ source: 'CustomMessage_AdminCreateUser', lang });
    expect(emailMessage).toContain('{####}');
    expect(emailMessage).toContain('{username}');
    expect(emailMessage).toContain('https://app.example.com');
    expect(String(emailSubject).length).toBeLessThanOrEqual(140);
    expect(String(emailMessage).length).toBeLessThan(20_000);
  });

  it('say their direction in every cell', async () => {
    const cells = String((await wordsOf({ lang: 'ar' })).emailMessage).match(/<td(?![^>]*align)[^>]*>/g) ?? [];
    expect(cells.length).toBeGreaterThan(3);
    expect(cells.every((cell) => cell.includes('dir="rtl"'))).toBe(true);
  });

  it.each([
    ['of a kind that we have no words for', { source: 'CustomMessage_Authentication' as const }],
    ['of an invitation without a login', { source: 'CustomMessage_AdminCreateUser' as const, login: null }],
  ])('stay as Cognito wrote them on an event %s', async (_, change) => {
    const event = eventOf(change);
    expect(await handler(event)).toEqual(event);
  });
});
