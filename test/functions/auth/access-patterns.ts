import * as attempts from '#functions/auth/attempt.store.ts';
import * as firstOwner from '#functions/auth/first-owner.store.ts';
import * as sessions from '#functions/auth/session.store.ts';
import * as users from '#functions/auth/user.store.ts';
import { type Access, clientId, T } from '#test/functions/runtime/access.ts';

const user = {
  subject: 's-1',
  userId: 'us_d',
  email: 'e',
  name: 'n',
  role: 'viewer',
  language: 'ar',
  status: 'active',
  clientId,
  createdAt: T,
} as const;
const window = { limit: 'sign-in', who: 'hash', window: 7 };

export const access: Access = {
  reads: {
    attemptsOf: [
      'How often was this tried, and when last?',
      () => attempts.attemptsOf(window),
      'Get | table | $ksa#limit_sign-in#who_hash | $attempt_1#window_7',
    ],
    sessionState: [
      'Was this session ended?',
      () => sessions.sessionState('s-1', 'o-1'),
      'Get | table | $ksa#subject_s-1 | $session_1#origin_o-1',
    ],
    firstOwnerId: [
      'Who is the first owner?',
      () => firstOwner.firstOwnerId(),
      'Get | table | $ksa#mark_owner | $firstowner_1',
    ],
    userBySubject: [
      'Who is this subject of a token?',
      () => users.userBySubject('s-1'),
      'Get | table | $ksa#subject_s-1 | $user_1',
    ],
    userBySubjectNow: [
      'The same, seeing every write?',
      () => users.userBySubjectNow('s-1'),
      'Get | table | $ksa#subject_s-1 | $user_1',
    ],
    userById: [
      'Whose is this user id?',
      () => users.userById('us_d'),
      'Query | gsi2 | $ksa#userid_us_d | gsi2sk = $user_1',
    ],
    usersOfClient: [
      'Who is in this team, oldest first?',
      () => users.usersOfClient(clientId),
      'Query | gsi1 | $ksa#clientid_cl_a | begins_with(gsi1sk, $user_1#joinedat_)',
    ],
  },
  counts: {
    countAttempt: [
      () => attempts.countAttempt(window, { free: 5 }, { at: T, expiresAt: 1 }),
      'Update | table | $ksa#limit_sign-in#who_hash | $attempt_1#window_7',
    ],
    uncountAttempt: [
      () => attempts.uncountAttempt(window),
      'Update | table | $ksa#limit_sign-in#who_hash | $attempt_1#window_7',
    ],
    forgetAttempts: [
      () => attempts.forgetAttempts(window),
      'Delete | table | $ksa#limit_sign-in#who_hash | $attempt_1#window_7',
    ],
    deviceKnown: [
      () => attempts.deviceKnown({ ...window, limit: 'device', window: 0 }, 1),
      'Put | table | $ksa#limit_device#who_hash | $attempt_1#window_0',
    ],
    sessionNoted: [
      () => sessions.sessionNoted('s-1', 'o-1', 'ended', 1),
      'Put | table | $ksa#subject_s-1 | $session_1#origin_o-1',
    ],
    allSessionsEnded: [() => users.allSessionsEnded('s-1', 1), 'Update | table | $ksa#subject_s-1 | $user_1'],
  },
  writes: {
    firstOwnerMarked: [
      () => firstOwner.firstOwnerMarked('us_d'),
      'TransactPut | table | $ksa#mark_owner | $firstowner_1',
    ],
    userCreated: [() => users.userCreated(user), 'TransactPut | table | $ksa#subject_s-1 | $user_1'],
    userJoined: [() => users.userJoined('s-1'), 'TransactUpdate | table | $ksa#subject_s-1 | $user_1'],
    invitationSent: [() => users.invitationSent('s-1', T), 'TransactUpdate | table | $ksa#subject_s-1 | $user_1'],
    userMoved: [
      () => users.userMoved(user, 's-2'),
      'TransactDelete | table | $ksa#subject_s-1 | $user_1',
      'TransactPut | table | $ksa#subject_s-2 | $user_1',
    ],
    roleChanged: [
      () => users.roleChanged('s-1', 'viewer', 'editor'),
      'TransactUpdate | table | $ksa#subject_s-1 | $user_1',
    ],
    userRemoved: [() => users.userRemoved('s-1'), 'TransactUpdate | table | $ksa#subject_s-1 | $user_1'],
    userForgotten: [() => users.userForgotten('s-1'), 'TransactDelete | table | $ksa#subject_s-1 | $user_1'],
    isStillManager: [() => users.isStillManager('s-1'), 'TransactConditionCheck | table | $ksa#subject_s-1 | $user_1'],
    clientStatusRepeated: [
      () => users.clientStatusRepeated(['s-1'], 'suspended'),
      'TransactUpdate | table | $ksa#subject_s-1 | $user_1',
    ],
  },
  across: {
    attemptsOf: 'counted before anybody is known',
    sessionState: 'a session belongs to a person',
    firstOwnerId: 'there is one on the platform',
    userBySubject: 'a token names a person before their business is known',
    userBySubjectNow: 'a token names a person before their business is known',
    userById: 'staff look people up',
  },
};
