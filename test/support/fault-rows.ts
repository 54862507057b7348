/** The rows of the fault matrix that concern publishing: what happens, and the only outcome that is allowed. */
export const faultMatrix = {
  F1: ['a worker dies before the claim is written', 'published once, by whoever looks next'],
  F2: ['a worker dies after the claim, before staging', 'published once, after its lease'],
  F3: ['a worker dies after staging, before arming', 'published once; the handle is used again or dropped'],
  F4: ['a worker dies after arming, before the call leaves', 'absence is proved, then published once'],
  F5: ['a worker dies after the network accepted, before the commit', 'found again; no second call'],
  F6: ['the network accepts, and the answer is lost or cannot be read', 'doubt, then found again; no second call'],
  F7: ['messages are delivered several times, also at once', 'one call'],
  F8: ['a schedule fires twice, late by 59 s, or never', 'one call; never: found by the sweeper'],
  F9: ['the schedule of a moved, edited or cancelled post fires', 'no call for the old revision, and a log line'],
  F10: ['somebody edits or cancels while it is being published', 'one revision or none, and the answer says which'],
  F11: ['two claim at once; a lease ends while its holder is only slow; a worker is paused after arming', 'one call'],
  F12: ['clocks of functions are five minutes apart', 'no more than 60 s early, and once'],
  F13: ['the token expires between claim and call', 'one refresh at most; published, or asked to reconnect'],
  F14: ['many refresh one token at once, or the answer is lost', 'one refresh; a lost answer asks to reconnect'],
  F15: [
    'the account is disconnected, or its permission removed, in the middle',
    'at rest with the way out; others go on',
  ],
  F16: ['a part of a carousel fails, or its worker dies', 'parts used again; never half a carousel'],
  F17: ['a part of a thread fails', 'the head stays, and it goes on from there'],
  F18: ['"slow down", with and without Retry-After; the daily cap is reached', 'later within the grace, else missed'],
  F19: ['the network is down for two hours', 'few calls; missed and asked about, nothing flushed'],
  F20: ['messages that nobody can read', 'parked alone; the others go out; put back, it goes out once'],
  F21: ['the table throttles 20 % of calls, or its answer is lost after the write', 'tried again, no double effect'],
  F22: ['indexes and eventual reads show what was true 5 s ago', 'nothing is decided by them alone'],
  F23: ['the key service is down or throttles', 'deferred; nothing is sent without the key'],
  F24: ['the image is gone, cut off, or replaced after approval', 'failed before the network is called'],
  F29: ['a release in the middle of a burst; messages of another release', 'once'],
  F33: [
    'the business is suspended around the minute, for a while or for good',
    'held; within its grace once, by itself; past it asked',
  ],
  F34: [
    'nobody can read whether it is out, and the person who is asked errs',
    'the network is asked again; found, and never sent twice',
  ],
} as const satisfies Record<string, readonly [what: string, allowed: string]>;

export type MatrixRow = keyof typeof faultMatrix;

/** What one row came to on the real handlers. `lost`: at rest where the row allows no rest, or not what is outside. */
export type Figures = {
  row: MatrixRow;
  targets: number;
  injected: number;
  lost: number;
  duplicated: number;
  stuck: number;
  needsReview: number;
};
