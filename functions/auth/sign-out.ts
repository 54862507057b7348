import { errorName } from '#runtime/error-name.ts';
import type { Http } from '#runtime/http.ts';
import { logger } from '#runtime/logger.ts';
import { endSession } from './session.ts';
import { forgetSession, sessionCookie } from './session-cookie.ts';

/** Ends the session on this device. Signing out always works, also when the session was over long ago. */
export async function signOut(http: Http): Promise<undefined> {
  const refreshToken = sessionCookie(http);
  forgetSession(http);
  if (refreshToken) {
    await endSession(refreshToken).catch((error: unknown) => {
      logger.warn('session not ended', { reason: errorName(error) });
    });
  }
}
