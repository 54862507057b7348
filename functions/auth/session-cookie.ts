import type { Http } from '#runtime/http.ts';

const NAME = 'ksa_session';
/** Out of reach of scripts, of other sites and of every route that does not need it. */
const GUARD = 'Path=/api/auth; HttpOnly; Secure; SameSite=Strict';
/** As long as Cognito honours a refresh token. */
export const KEPT_SECONDS = 30 * 24 * 60 * 60;

/** The refresh token that the browser keeps, or undefined. */
export const sessionCookie = (http: Http): string | undefined => http.cookies.get(NAME) || undefined;

/** Hands the refresh token to the browser. */
export const keepSession = (http: Http, refreshToken: string): void =>
  http.setCookie(`${NAME}=${refreshToken}; Max-Age=${KEPT_SECONDS}; ${GUARD}`);

/** Makes the browser forget it. */
export const forgetSession = (http: Http): void => http.setCookie(`${NAME}=; Max-Age=0; ${GUARD}`);

const DEVICE = 'ksa_device';
/** Half a year without signing in makes a device unknown again. */
export const KEPT_DEVICE_SECONDS = 180 * 24 * 60 * 60;

/** The name that we gave this browser, or undefined. */
export const deviceCookie = (http: Http): string | undefined => /^[\w-]{22}$/.exec(http.cookies.get(DEVICE) ?? '')?.[0];

/** Names the browser. The name opens nothing: it only tells its owner's attempts from those of others. */
export const keepDevice = (http: Http, device: string): void =>
  http.setCookie(`${DEVICE}=${device}; Max-Age=${KEPT_DEVICE_SECONDS}; ${GUARD}`);
