import { describe, expect, it } from 'vitest';
import * as audit from '#functions/audit/audit.store.ts';
import * as attempts from '#functions/auth/attempt.store.ts';
import * as firstOwner from '#functions/auth/first-owner.store.ts';
import * as sessions from '#functions/auth/session.store.ts';
import * as users from '#functions/auth/user.store.ts';
import * as clients from '#functions/clients/client.store.ts';
import * as media from '#functions/media/media.store.ts';
import * as hashes from '#functions/media/media-hash.store.ts';
import * as notices from '#functions/notifications/notice.store.ts';
import * as noticeHours from '#functions/notifications/notice-hour.store.ts';
import * as untold from '#functions/notifications/untold.store.ts';
import * as circuits from '#functions/platforms/circuit.store.ts';
import * as posts from '#functions/posts/post.store.ts';
import * as accounts from '#functions/social/account.store.ts';
import * as links from '#functions/social/account-link.store.ts';
import * as states from '#functions/social/oauth-state.store.ts';
import * as pictures from '#functions/social/picture.store.ts';
import { tableKeys } from '#runtime/table-keys.ts';
import type { Write } from '#runtime/transaction.ts';
import { filesIn } from '#test/architecture/source.ts';
import { createTarget } from '#test/shared/publishing/build.ts';
import { type Place, placeOfCall, placesOfWrites } from './recorded-keys.ts';

const clientId = 'cl_a';
const postId = 'po_b';
const page = { limit: 25, cursor: null };
const T = 1_796_000_000_000;
const header = { clientId, postId, version: 2, revision: 2, state: 'draft', excerpt: '', platforms: [] } as const;
const planned = { ...header, platforms: [], publishAt: T, createdAt: T, updatedAt: T };
const target = createTarget({ clientId, postId, targetId: 'tg_0000', checkAt: T });
const body = { clientId, postId, caption: '', media: [] };
const image = {
  clientId,
  mediaId: 'md_c',
  state: 'uploading',
  fileName: 'a.jpg',
  createdAt: T,
  uploadKey: 'u',
  key: 'k',
} as const;
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
const client = { clientId, name: 'n', nameEn: 'n', zone: 'Asia/Kuwait', status: 'active', createdAt: T } as const;
const accountKey = { clientId, accountId: 'ac_e' };
const account = {
  ...accountKey,
  platform: 'instagram',
  externalId: '17841',
  username: 'u',
  name: 'n',
  status: 'active',
  scopes: [],
  connectedAt: T,
  refreshShard: '3',
  refreshAt: T,
} as const;
const rest = { clientId, postId, targetId: 'tg_0000', revision: 3, fence: 5, state: 'failed' } as const;
const hour = { clientId, subject: 's-1', hour: 498_888 };
const untoldRow = { clientId, subject: 's-1', postId, stamp: 'x', ttl: 1 };
const window = { limit: 'sign-in', who: 'hash', window: 7 };
const state = { clientId, stateHash: 'hash', userId: 'us_d', platform: 'instagram', expiresAt: T, ttl: 1 } as const;

const trouble = { failures: 10, trips: 0 };

type Reads = Record<string, readonly [question: string, ask: () => Promise<unknown>]>;
const reads: Reads = {
  'audit.eventsOf': ['What happened to one thing, newest first?', () => audit.eventsOf(clientId, postId, page)],
  'auth.attemptsOf': ['How often was this tried, and when last?', () => attempts.attemptsOf(window)],
  'auth.sessionState': ['Was this session ended?', () => sessions.sessionState('s-1', 'o-1')],
  'auth.firstOwnerId': ['Who is the first owner?', () => firstOwner.firstOwnerId()],
  'auth.userBySubject': ['Who is this subject of a token?', () => users.userBySubject('s-1')],
  'auth.userBySubjectNow': ['The same, seeing every write?', () => users.userBySubjectNow('s-1')],
  'auth.userById': ['Whose is this user id?', () => users.userById('us_d')],
  'auth.usersOfClient': ['Who is in this team, oldest first?', () => users.usersOfClient(clientId)],
  'clients.clientById': ['What is this business?', () => clients.clientById(clientId)],
  'clients.allClients': ['Which businesses are there, newest first?', () => clients.allClients(page)],
  'media.firstOfHash': ['Which file had these bytes first?', () => hashes.firstOfHash({ ...image, hash: 'h' })],
  'media.mediaById': ['What is this image?', () => media.mediaById(image)],
  'media.mediaByIds': ['What are these images?', () => media.mediaByIds(clientId, ['md_c', 'md_d'])],
  'media.mediaOfClient': [
    'Which images has a business, newest first?',
    () => media.mediaOfClient(clientId, { ...page, wanted: () => true }),
  ],
  'notifications.hourOf': ['What was this person told in this hour?', () => noticeHours.hourOf(hour)],
  'notifications.untoldOf': ['What is this person to be told of?', () => untold.untoldOf(clientId, 's-1')],
  'platforms.circuitOf': ['Is this network in trouble?', () => circuits.circuitOf('instagram')],
  'posts.wholePost': ['What is this post, with text and targets?', () => posts.wholePost(clientId, postId)],
  'posts.targetOf': ['Where stands this target?', () => posts.targetOf(clientId, postId, 'tg_0000')],
  'posts.postsByTime': ['What goes out between two instants?', () => posts.postsByTime(clientId, T, T + 1000, page)],
  'posts.bodiesOf': ['What do these posts say?', () => posts.bodiesOf(clientId, ['po_a'])],
  'posts.postsByState': ['Which posts are in a state?', () => posts.postsByState(clientId, 'draft', page)],
  'posts.overdueTargets': ['Who should have been looked at?', () => posts.overdueTargets('0', T, 200)],
  'social.linkOf': ['Whose is this account?', () => links.linkOf({ platform: 'instagram', externalId: '17841' })],
  'social.accountByKey': ['What is this account?', () => accounts.accountByKey(accountKey)],
  'social.accountsByIds': ['What are these accounts?', () => accounts.accountsByIds(clientId, ['ac_e', 'ac_f'])],
  'social.accountsOfClient': ['Which accounts has a business?', () => accounts.accountsOfClient(clientId)],
  'social.accountsDueForRefresh': ['Whose token is due?', () => accounts.accountsDueForRefresh('3', T)],
  'social.picturesOfClient': ['Which pictures have its accounts?', () => pictures.picturesOfClient(clientId)],
};

const counts: Reads = {
  'media.fileExamined': ['', () => media.fileExamined(image, { original: 'h' })],
  'auth.countAttempt': ['', () => attempts.countAttempt(window, { free: 5 }, { at: T, expiresAt: 1 })],
  'auth.uncountAttempt': ['', () => attempts.uncountAttempt(window)],
  'auth.forgetAttempts': ['', () => attempts.forgetAttempts(window)],
  'auth.deviceKnown': ['', () => attempts.deviceKnown({ ...window, limit: 'device', window: 0 }, 1)],
  'auth.sessionNoted': ['', () => sessions.sessionNoted('s-1', 'o-1', 'ended', 1)],
  'auth.allSessionsEnded': ['', () => users.allSessionsEnded('s-1', 1)],
  'platforms.incrementFailures': ['', () => circuits.incrementFailures('instagram')],
  'platforms.storeOpening': ['', () => circuits.storeOpening('instagram', trouble, { ...trouble, openUntil: T })],
  'platforms.resetCircuit': ['', () => circuits.resetCircuit('instagram')],
  'notifications.countNotice': ['', () => noticeHours.countNotice(hour, 1)],
  'notifications.noteWait': ['', () => noticeHours.noteWait(hour, T, 1)],
  'notifications.noteSummary': ['', () => noticeHours.noteSummary(hour, T, 1)],
};

const writes: Record<string, () => readonly Write[]> = {
  'auth.firstOwnerMarked': () => firstOwner.firstOwnerMarked('us_d'),
  'auth.userCreated': () => users.userCreated(user),
  'auth.userJoined': () => users.userJoined('s-1'),
  'auth.invitationSent': () => users.invitationSent('s-1', T),
  'auth.userMoved': () => users.userMoved(user, 's-2'),
  'auth.roleChanged': () => users.roleChanged('s-1', 'viewer', 'editor'),
  'auth.userRemoved': () => users.userRemoved('s-1'),
  'auth.userForgotten': () => users.userForgotten('s-1'),
  'auth.isStillManager': () => users.isStillManager('s-1'),
  'auth.clientStatusRepeated': () => users.clientStatusRepeated(['s-1'], 'suspended'),
  'clients.clientCreated': () => clients.clientCreated(client),
  'clients.clientStatusChanged': () => clients.clientStatusChanged(clientId, 'suspended'),
  'clients.clientIsActive': () => clients.clientIsActive(clientId),
  'media.mediaBegun': () => media.mediaBegun(image),
  'media.mediaArrived': () => media.mediaArrived(image),
  'media.framesChanged': () =>
    media.framesChanged(image, { asked: [], versions: [], keys: [], stored: 0, chosen: undefined }),
  'media.mediaJudged': () => media.mediaJudged(image, { state: 'refused' }),
  'media.mediaDescribed': () => media.mediaDescribed(image, { altText: 'text' }),
  'media.mediaRemoved': () => media.mediaRemoved(image),
  'media.hashForgotten': () => hashes.hashForgotten({ ...image, hash: 'h' }),
  'media.mediaForgotten': () => media.mediaForgotten(image),
  'notifications.noticesClaimed': () => notices.noticesClaimed([rest], T),
  'notifications.untoldNoted': () => untold.untoldNoted([untoldRow]),
  'notifications.tellingBegun': () => untold.tellingBegun([untoldRow], T),
  'notifications.tellingGivenBack': () => untold.tellingGivenBack(untoldRow),
  'notifications.toldOf': () => untold.toldOf(untoldRow),
  'posts.headerWrite': () => posts.headerWrite(planned),
  'posts.bodyWrite': () => posts.bodyWrite(body),
  'posts.targetWrite': () => posts.targetWrite(target),
  'posts.targetRemoval': () => posts.targetRemoval(target),
  'posts.postRemoval': () => posts.postRemoval({ header: planned, body, targets: [] }),
  'social.accountLinked': () => links.accountLinked(account),
  'social.accountUnlinked': () => links.accountUnlinked(account),
  'social.accountConnected': () => accounts.accountConnected({ ...account, scopes: [] }),
  'social.accountDisconnected': () => accounts.accountDisconnected(accountKey, T),
  'social.postsStopped': () => accounts.postsStopped({ ...accountKey, refreshAt: T }),
  'social.accountNeedsReconnect': () => accounts.accountNeedsReconnect(accountKey, T, 'account.reconnect'),
  'social.refreshLeased': () =>
    accounts.refreshLeased(accountKey, T, T, { refreshLease: T, tokenExpiresAt: T, refreshAt: T }),
  'social.refreshPutOff': () => accounts.refreshPutOff(accountKey, T, T),
  'social.tokenRefreshed': () =>
    accounts.tokenRefreshed(accountKey, T, { sealedToken: 's', tokenIssuedAt: T, tokenExpiresAt: T, refreshAt: T }),
  'social.publishedNoted': () => accounts.publishedNoted(accountKey, T),
  'social.attemptBegun': () => states.attemptBegun(state),
  'social.attemptUsed': () => states.attemptUsed(state, T),
  'social.pictureTaken': () => pictures.pictureTaken({ ...accountKey, picture: 'data:' }),
};

const line = (name: string, { how, index, pk, sk }: Place, question = '') =>
  [name.padEnd(29), ...(question ? [question.padEnd(42)] : []), how.padEnd(17), index.padEnd(5), pk, sk].join(' | ');

describe('every question to the table', () => {
  it('is one look at one partition, named by its store', async () => {
    const lines: string[] = [];
    for (const [name, [question, ask]] of Object.entries(reads))
      lines.push(line(name, await placeOfCall(ask), question));
    expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      audit.eventsOf                | What happened to one thing, newest first?  | Query             | table | $ksa#clientid_cl_a#subjectid_po_b | begins_with(sk, $audit_1#auditid_)
      auth.attemptsOf               | How often was this tried, and when last?   | Get               | table | $ksa#limit_sign-in#who_hash | $attempt_1#window_7
      auth.sessionState             | Was this session ended?                    | Get               | table | $ksa#subject_s-1 | $session_1#origin_o-1
      auth.firstOwnerId             | Who is the first owner?                    | Get               | table | $ksa#mark_owner | $firstowner_1
      auth.userBySubject            | Who is this subject of a token?            | Get               | table | $ksa#subject_s-1 | $user_1
      auth.userBySubjectNow         | The same, seeing every write?              | Get               | table | $ksa#subject_s-1 | $user_1
      auth.userById                 | Whose is this user id?                     | Query             | gsi2  | $ksa#userid_us_d | gsi2sk = $user_1
      auth.usersOfClient            | Who is in this team, oldest first?         | Query             | gsi1  | $ksa#clientid_cl_a | begins_with(gsi1sk, $user_1#joinedat_)
      clients.clientById            | What is this business?                     | Get               | table | $ksa#clientid_cl_a | $client_1
      clients.allClients            | Which businesses are there, newest first?  | Query             | gsi2  | $ksa | begins_with(gsi2sk, $client_1#createdat_)
      media.firstOfHash             | Which file had these bytes first?          | Put               | table | $ksa#clientid_cl_a#hash_h | $mediahash_1
      media.mediaById               | What is this image?                        | Get               | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c
      media.mediaByIds              | What are these images?                     | BatchGet          | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c
      media.mediaOfClient           | Which images has a business, newest first? | Query             | table | $ksa#clientid_cl_a | begins_with(sk, $media_1#mediaid_)
      notifications.hourOf          | What was this person told in this hour?    | Get               | table | $ksa#clientid_cl_a | $notice-hour_1#subject_s-1#hour_498888
      notifications.untoldOf        | What is this person to be told of?         | Query             | table | $ksa#clientid_cl_a | begins_with(sk, $untold_1#subject_s-1#postid_)
      platforms.circuitOf           | Is this network in trouble?                | Get               | table | $ksa#platform_instagram | $circuit_1
      posts.wholePost               | What is this post, with text and targets?  | Query             | table | $ksa#clientid_cl_a#postid_po_b | begins_with(sk, $whole)
      posts.targetOf                | Where stands this target?                  | Get               | table | $ksa#clientid_cl_a#postid_po_b | $whole#targetid_tg_0000#target_1
      posts.postsByTime             | What goes out between two instants?        | Query             | gsi1  | $ksa#calendarof_cl_a | gsi1sk BETWEEN $post_1#publishat_0001796000000000 AND $post_1#publishat_0001796000000999
      posts.bodiesOf                | What do these posts say?                   | BatchGet          | table | $ksa#clientid_cl_a#postid_po_a | $whole#body_1
      posts.postsByState            | Which posts are in a state?                | Query             | gsi2  | $ksa#clientid_cl_a#state_draft | begins_with(gsi2sk, $post_1#updatedat_)
      posts.overdueTargets          | Who should have been looked at?            | Query             | gsi3  | $ksa#shard_0 | gsi3sk < $target_1#checkat_1796000000000
      social.linkOf                 | Whose is this account?                     | Get               | table | $ksa#platform_instagram#externalid_17841 | $account-link_1
      social.accountByKey           | What is this account?                      | Get               | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e
      social.accountsByIds          | What are these accounts?                   | BatchGet          | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e
      social.accountsOfClient       | Which accounts has a business?             | Query             | table | $ksa#clientid_cl_a | begins_with(sk, $account_1#accountid_)
      social.accountsDueForRefresh  | Whose token is due?                        | Query             | gsi2  | $ksa#refreshshard_3 | gsi2sk <= $account_1#refreshat_1796000000000
      social.picturesOfClient       | Which pictures have its accounts?          | Query             | table | $ksa#clientid_cl_a | begins_with(sk, $account-picture_1#accountid_)
      "
    `);
  });

  it('and every write names its one item', async () => {
    const lines: string[] = [];
    for (const [name, [, ask]] of Object.entries(counts)) lines.push(line(name, await placeOfCall(ask)));
    for (const [name, write] of Object.entries(writes))
      lines.push(...placesOfWrites(write()).map((place) => line(name, place)));
    expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      media.fileExamined            | Update            | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c
      auth.countAttempt             | Update            | table | $ksa#limit_sign-in#who_hash | $attempt_1#window_7
      auth.uncountAttempt           | Update            | table | $ksa#limit_sign-in#who_hash | $attempt_1#window_7
      auth.forgetAttempts           | Delete            | table | $ksa#limit_sign-in#who_hash | $attempt_1#window_7
      auth.deviceKnown              | Put               | table | $ksa#limit_device#who_hash | $attempt_1#window_0
      auth.sessionNoted             | Put               | table | $ksa#subject_s-1 | $session_1#origin_o-1
      auth.allSessionsEnded         | Update            | table | $ksa#subject_s-1 | $user_1
      platforms.incrementFailures   | Update            | table | $ksa#platform_instagram | $circuit_1
      platforms.storeOpening        | Put               | table | $ksa#platform_instagram | $circuit_1
      platforms.resetCircuit        | Put               | table | $ksa#platform_instagram | $circuit_1
      notifications.countNotice     | Update            | table | $ksa#clientid_cl_a | $notice-hour_1#subject_s-1#hour_498888
      notifications.noteWait        | Update            | table | $ksa#clientid_cl_a | $notice-hour_1#subject_s-1#hour_498888
      notifications.noteSummary     | Update            | table | $ksa#clientid_cl_a | $notice-hour_1#subject_s-1#hour_498888
      auth.firstOwnerMarked         | TransactPut       | table | $ksa#mark_owner | $firstowner_1
      auth.userCreated              | TransactPut       | table | $ksa#subject_s-1 | $user_1
      auth.userJoined               | TransactUpdate    | table | $ksa#subject_s-1 | $user_1
      auth.invitationSent           | TransactUpdate    | table | $ksa#subject_s-1 | $user_1
      auth.userMoved                | TransactDelete    | table | $ksa#subject_s-1 | $user_1
      auth.userMoved                | TransactPut       | table | $ksa#subject_s-2 | $user_1
      auth.roleChanged              | TransactUpdate    | table | $ksa#subject_s-1 | $user_1
      auth.userRemoved              | TransactUpdate    | table | $ksa#subject_s-1 | $user_1
      auth.userForgotten            | TransactDelete    | table | $ksa#subject_s-1 | $user_1
      auth.isStillManager           | TransactConditionCheck | table | $ksa#subject_s-1 | $user_1
      auth.clientStatusRepeated     | TransactUpdate    | table | $ksa#subject_s-1 | $user_1
      clients.clientCreated         | TransactPut       | table | $ksa#clientid_cl_a | $client_1
      clients.clientStatusChanged   | TransactUpdate    | table | $ksa#clientid_cl_a | $client_1
      clients.clientIsActive        | TransactConditionCheck | table | $ksa#clientid_cl_a | $client_1
      media.mediaBegun              | TransactPut       | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c
      media.mediaArrived            | TransactUpdate    | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c
      media.framesChanged           | TransactUpdate    | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c
      media.mediaJudged             | TransactUpdate    | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c
      media.mediaDescribed          | TransactUpdate    | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c
      media.mediaRemoved            | TransactUpdate    | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c
      media.hashForgotten           | TransactDelete    | table | $ksa#clientid_cl_a#hash_h | $mediahash_1
      media.mediaForgotten          | TransactDelete    | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c
      notifications.noticesClaimed  | TransactPut       | table | $ksa#clientid_cl_a#postid_po_b | $notice_1#targetid_tg_0000#revision_3#fence_5#state_failed
      notifications.untoldNoted     | TransactPut       | table | $ksa#clientid_cl_a | $untold_1#subject_s-1#postid_po_b
      notifications.tellingBegun    | TransactUpdate    | table | $ksa#clientid_cl_a | $untold_1#subject_s-1#postid_po_b
      notifications.tellingGivenBack | TransactUpdate    | table | $ksa#clientid_cl_a | $untold_1#subject_s-1#postid_po_b
      notifications.toldOf          | TransactDelete    | table | $ksa#clientid_cl_a | $untold_1#subject_s-1#postid_po_b
      posts.headerWrite             | TransactPut       | table | $ksa#clientid_cl_a#postid_po_b | $whole#post_1
      posts.bodyWrite               | TransactPut       | table | $ksa#clientid_cl_a#postid_po_b | $whole#body_1
      posts.targetWrite             | TransactPut       | table | $ksa#clientid_cl_a#postid_po_b | $whole#targetid_tg_0000#target_1
      posts.targetRemoval           | TransactDelete    | table | $ksa#clientid_cl_a#postid_po_b | $whole#targetid_tg_0000#target_1
      posts.postRemoval             | TransactDelete    | table | $ksa#clientid_cl_a#postid_po_b | $whole#post_1
      posts.postRemoval             | TransactDelete    | table | $ksa#clientid_cl_a#postid_po_b | $whole#body_1
      social.accountLinked          | TransactPut       | table | $ksa#platform_instagram#externalid_17841 | $account-link_1
      social.accountUnlinked        | TransactDelete    | table | $ksa#platform_instagram#externalid_17841 | $account-link_1
      social.accountConnected       | TransactPut       | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e
      social.accountDisconnected    | TransactUpdate    | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e
      social.postsStopped           | TransactUpdate    | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e
      social.accountNeedsReconnect  | TransactUpdate    | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e
      social.refreshLeased          | TransactUpdate    | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e
      social.refreshPutOff          | TransactUpdate    | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e
      social.tokenRefreshed         | TransactUpdate    | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e
      social.publishedNoted         | TransactUpdate    | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e
      social.attemptBegun           | TransactPut       | table | $ksa#clientid_cl_a | $oauth-state_1#statehash_hash
      social.attemptUsed            | TransactDelete    | table | $ksa#clientid_cl_a | $oauth-state_1#statehash_hash
      social.pictureTaken           | TransactPut       | table | $ksa#clientid_cl_a | $account-picture_1#accountid_ac_e
      "
    `);
  });

  it('has a row here', async () => {
    const stores = filesIn('functions').filter((path) => path.endsWith('.store.ts'));
    const named = new Set([...Object.keys(reads), ...Object.keys(counts), ...Object.keys(writes)]);
    const asked = await Promise.all(
      stores.map(async (path) => {
        const [, feature, file] = /^functions\/([\w-]+)\/([\w-]+)\.store\.ts$/.exec(path) ?? [];
        const exports: Record<string, unknown> = await import(`../../../functions/${feature}/${file}.store.ts`);
        return Object.keys(exports).flatMap((name) =>
          typeof exports[name] === 'function' ? [`${feature}.${name}`] : [],
        );
      }),
    );
    expect(asked.flat().sort()).toEqual([...named].sort());
  });

  it('none reads the whole table, and none but these look across tenants', async () => {
    const across: string[] = [];
    for (const [name, [, ask]] of Object.entries(reads)) {
      const { how, pk } = await placeOfCall(ask);
      expect(how).not.toBe('Scan');
      if (!/^\$ksa#(clientid|calendarof)_cl_a/.test(pk)) across.push(name);
    }
    expect(across).toEqual([
      'auth.attemptsOf',
      'auth.sessionState',
      'auth.firstOwnerId',
      'auth.userBySubject',
      'auth.userBySubjectNow',
      'auth.userById',
      'clients.allClients',
      'platforms.circuitOf',
      'posts.overdueTargets',
      'social.linkOf',
      'social.accountsDueForRefresh',
    ]);
  });

  it('uses an index that the table has', async () => {
    const known = [tableKeys.byTime, tableKeys.byState, tableKeys.byDue].map(({ index }) => String(index));
    for (const [, ask] of Object.values(reads)) expect([...known, 'table']).toContain((await placeOfCall(ask)).index);
  });
});
