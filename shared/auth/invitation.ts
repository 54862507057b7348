/** So long the first password of an invitation works, from the moment its mail was sent. */
export const INVITATION_DAYS = 7;
