import { describe, expect, it } from 'vitest';
import { scopes } from '#shared/api-keys/key.ts';
import { may, permissions, roles } from '#shared/contract/permission.ts';
import { functionOf } from '#shared/contract/route.ts';
import { contracts } from '#shared/contracts.ts';
import { features } from '#shared/features.ts';
import { importsOf, textOf, wings } from './source.ts';

const routes = contracts.flatMap(({ feature, routes }) =>
  Object.entries(routes).map(([name, route]) => ({ name: `${feature}.${name}`, ...route })),
);

describe('a contract is the only way to a route', () => {
  const declared = wings.shared.filter((path) => path.endsWith('/contract.ts'));

  it('every contract of the tree is that of a feature that is listed, and every listed feature has one', () => {
    expect(Object.keys(features).map((name) => `shared/${name}/contract.ts`)).toEqual(declared);
    expect(contracts.map(({ feature }) => `shared/${feature}/contract.ts`)).toEqual(declared);
  });

  it.each(contracts.map(({ feature }) => feature))('the contract of %s has one entry that serves it', (feature) => {
    expect(textOf(`functions/${feature}/api.ts`)).toMatch(/export const handler = api\(\w+, \{/);
    expect(importsOf(`functions/${feature}/api.ts`).map(({ to }) => to)).toContain(`shared/${feature}/contract.ts`);
  });

  it.each(contracts.map(({ feature }) => feature))('the contract of %s is wired in the infrastructure', (feature) => {
    const construct = textOf(`infra/features/${feature}.ts`);
    expect(construct).toMatch(/new FeatureApi\(/);
    expect(importsOf(`infra/features/${feature}.ts`).map(({ to }) => to)).toContain(`shared/${feature}/contract.ts`);
  });

  it('no function serves HTTP without a contract', () => {
    const entries = wings.functions.filter((path) => path.endsWith('/api.ts') && !path.includes('/runtime/'));
    expect(entries).toEqual(contracts.map(({ feature }) => `functions/${feature}/api.ts`).sort());
  });

  it('every entry of the functions is named in the infrastructure', () => {
    const constructs = wings.infra.map(textOf).join('\n');
    const queues = wings.shared.flatMap((path) => [...textOf(path).matchAll(/const (\w+) = queue\('([a-z-]+)'/g)]);
    const worked = queues.filter(([, queue]) => constructs.includes(`queue: ${queue},`)).map(([, , name]) => name);
    const entries = wings.functions.filter((path) => /\.(queue|schedule|webhook|stream|job|trigger)\.ts$/.test(path));
    const hooks = contracts.flatMap(({ feature, routes }) =>
      Object.entries(routes).map(([name, route]) => functionOf(feature, name, route)),
    );
    const named = (path: string) => {
      const [, feature = '', file = ''] = path.split('/');
      const name = `${feature}-${file.replace(/\.\w+\.ts$/, '')}`;
      return [...worked, ...hooks].includes(name) || constructs.includes(`'${name}'`);
    };
    expect(entries.filter((path) => !named(path))).toEqual([]);
  });

  it('no two routes answer the same address, and each lies under the noun of its feature', () => {
    const addresses = routes.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
    const elsewhere = routes.filter(({ name, path }) => !path.startsWith(`/${name.split('.')[0]}`));
    expect(elsewhere.map(({ name, path }) => `${name} ${path}`)).toMatchInlineSnapshot(`
      [
        "auth.me /me",
        "calendar.prayerTimes /prayer-times",
        "clients.members /team",
        "clients.addMember /team",
        "clients.changeMember /team/{userId}",
        "clients.inviteAgain /team/{userId}/invitation",
        "clients.removeMember /team/{userId}",
      ]
    `);
  });

  it('every variable of a path is checked', () => {
    const unchecked = routes.filter(({ path, params }) => path.includes('{') !== (params !== undefined));
    expect(unchecked.map(({ name }) => name)).toEqual([]);
  });
});

describe('who may do what', () => {
  it('these routes need no permission', () => {
    const open = routes.filter(({ permission }) => permission === 'public');
    expect(open.map(({ name, method, path }) => `${method} ${path} (${name})`)).toMatchInlineSnapshot(`
      [
        "POST /auth/sign-in (auth.signIn)",
        "POST /auth/challenge (auth.challenge)",
        "POST /auth/refresh (auth.refresh)",
        "POST /auth/sign-out (auth.signOut)",
        "POST /auth/forgot (auth.forgot)",
        "POST /auth/reset (auth.reset)",
        "GET /payments/callback (payments.callback)",
      ]
    `);
  });

  it('these routes are called by software of others, which signs its calls', () => {
    const signed = routes.flatMap(({ name, method, path, signedBy }) =>
      signedBy ? [`${method} ${path} (${name}) signed by ${signedBy.name}`] : [],
    );
    expect(signed).toMatchInlineSnapshot(`
      [
        "POST /payments/webhook (payments.events) signed by myfatoorah",
      ]
    `);
  });

  it('where a job is asked how it stands is a route that answers like the one that began it', () => {
    for (const { name, jobAt, response, permission } of routes.filter((route) => route.jobAt)) {
      const asked = routes.find((route) => route.method === 'GET' && route.path === jobAt);
      expect(asked?.response, name).toBe(response);
      expect(asked?.permission?.split(':')[0], name).toBe(permission?.split(':')[0]);
    }
  });

  it('a route has one kind of answer', () => {
    expect(routes.filter(({ answers, response }) => answers && response).map(({ name }) => name)).toEqual([]);
  });

  it('a key of a business can hold these permissions, and no others', () => {
    expect([...scopes].sort()).toMatchInlineSnapshot(`
      [
        "billing:read",
        "billing:write",
        "calendar:write",
        "media:read",
        "media:write",
        "plans:read",
        "posts:read",
        "posts:write",
        "social:read",
        "social:write",
        "team:read",
      ]
    `);
  });

  it('the permission of every other route', () => {
    const table = routes
      .filter(({ permission, signedBy }) => permission !== 'public' && !signedBy)
      .map(({ name, permission }) => `${name.padEnd(18)} ${permission}`);
    expect(table.join('\n')).toMatchInlineSnapshot(`
      "auth.signOutEverywhere self:write
      auth.me            self:read
      auth.addStaff      staff:create
      calendar.prayerTimes calendar:read
      calendar.days      calendar:read
      calendar.verdict   posts:read
      calendar.settings  posts:read
      calendar.changePolicy calendar:write
      calendar.changeSlots calendar:write
      calendar.nextSlots posts:read
      calendar.bestTimes posts:read
      calendar.platform  operations:read
      calendar.switchRamadan calendar:govern
      calendar.announceMonth calendar:govern
      calendar.moveHoliday calendar:govern
      calendar.importMinutes calendar:govern
      clients.list       clients:read
      clients.create     clients:create
      clients.get        clients:read
      clients.suspend    clients:suspend
      clients.resume     clients:suspend
      clients.members    team:read
      clients.addMember  team:write
      clients.changeMember team:write
      clients.inviteAgain team:write
      clients.removeMember team:write
      dead-letters.list  operations:read
      dead-letters.get   operations:read
      dead-letters.redrive operations:write
      dead-letters.remove operations:write
      media.list         media:read
      media.summary      media:read
      media.removeMany   media:write
      media.uses         media:read
      media.upload       media:write
      media.finish       media:write
      media.get          media:read
      media.frame        media:write
      media.unframe      media:write
      media.describe     media:write
      media.remove       media:write
      payments.plans     plans:read
      payments.subscription plans:read
      payments.quote     billing:read
      payments.checkout  billing:write
      payments.history   billing:read
      payments.payment   billing:read
      payments.check     billing:read
      payments.change    billing:write
      payments.cancel    billing:write
      payments.reactivate billing:write
      payments.invoices  billing:read
      payments.invoice   billing:read
      payments.invoiceTable billing:read
      payments.subscriptions revenue:read
      payments.held      revenue:read
      payments.yearTable revenue:read
      payments.refund    revenue:write
      posts.list         posts:read
      posts.create       posts:write
      posts.get          posts:read
      posts.edit         posts:write
      posts.schedule     posts:write
      posts.publish      posts:write
      posts.cancel       posts:write
      posts.pause        posts:write
      posts.resume       posts:write
      posts.remove       posts:write
      posts.history      posts:read
      posts.retry        posts:write
      posts.resolve      posts:write
      social.accounts    social:read
      social.networks    social:read
      social.connect     social:write
      social.callback    social:write
      social.disconnect  social:write
      social.offer       posts:write
      social.waiting     posts:read
      social.resume      posts:write"
    `);
  });

  it('the roles of every permission', () => {
    const head = ['permission', 'scope', ...roles];
    const rows = Object.entries(permissions).map(([name, { scope }]) => [
      name,
      scope,
      ...roles.map((role) => (may(role, name as keyof typeof permissions) ? 'yes' : '·')),
    ]);
    const line = ([name = '', scope = '', ...cells]: string[]) =>
      `${name.padEnd(16)} ${scope.padEnd(9)} ${cells.map((cell) => cell.padEnd(8)).join('')}`.trimEnd();
    expect([head, ...rows].map(line).join('\n')).toMatchInlineSnapshot(`
      "permission       scope     owner   admin   manager editor  viewer
      self:read        self      yes     yes     yes     yes     yes
      self:write       self      yes     yes     yes     yes     yes
      staff:create     platform  yes     ·       ·       ·       ·
      calendar:read    self      yes     yes     yes     yes     yes
      calendar:write   tenant    ·       ·       yes     ·       ·
      calendar:govern  platform  yes     ·       ·       ·       ·
      clients:create   platform  yes     ·       ·       ·       ·
      clients:read     platform  yes     yes     ·       ·       ·
      clients:suspend  platform  yes     yes     ·       ·       ·
      team:read        tenant    ·       ·       yes     yes     yes
      team:write       tenant    ·       ·       yes     ·       ·
      operations:read  platform  yes     yes     ·       ·       ·
      operations:write platform  yes     yes     ·       ·       ·
      media:read       tenant    ·       ·       yes     yes     yes
      media:write      tenant    ·       ·       yes     yes     ·
      plans:read       tenant    ·       ·       yes     yes     yes
      billing:read     tenant    ·       ·       yes     ·       ·
      billing:write    tenant    ·       ·       yes     ·       ·
      revenue:read     platform  yes     yes     ·       ·       ·
      revenue:write    platform  yes     ·       ·       ·       ·
      posts:read       tenant    ·       ·       yes     yes     yes
      posts:write      tenant    ·       ·       yes     yes     ·
      social:read      tenant    ·       ·       yes     yes     yes
      social:write     tenant    ·       ·       yes     ·       ·"
    `);
  });

  it('staff hold no permission on the data of a business, and teams none on the platform', () => {
    for (const [name, { scope, roles: holders }] of Object.entries(permissions)) {
      const foreign =
        scope === 'tenant' ? ['owner', 'admin'] : scope === 'platform' ? ['manager', 'editor', 'viewer'] : [];
      expect(
        holders.filter((role) => foreign.includes(role)),
        name,
      ).toEqual([]);
    }
  });
});
