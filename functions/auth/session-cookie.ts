import type { Http } from '#runtime/http.ts';

const NAME = 'ksa_session';
/** Out of reach of scripts, of other sites and of every route that does not need it. */
const GUARD = 'Path=/api/auth; HttpOnly; Secure; SameSite=Strict';
/** As long as Cognito honours a refresh token. */
const KEPT_SECONDS = 30 * 24 * 60 * 60;

/** The refresh token that the browser keeps, or undefined. */
export const sessionCookie = (http: Http): string | undefined => http.cookies.get(NAME) || undefined;

/** Hands the refresh token to the browser. */
export const keepSession = (http: Http, refreshToken: string): void =>
  http.setCookie(`${NAME}=${refreshToken}; Max-Age=${KEPT_SECONDS}; ${GUARD}`);

/** Makes the browser forget it. */
export const forgetSession = (http: Http): void => http.setCookie(`${NAME}=; Max-Age=0; ${GUARD}`);
