import { describe, expect, it } from 'vitest';
import { standIns } from '#local/sandbox/sandboxes.ts';
import { outsides } from '#shared/outsides.ts';
import { networkOf, platforms } from '#shared/platforms/platform.ts';

describe.each(platforms)('the network %s', (platform) => {
  const { hosts, secret, scopes, kinds, profile } = networkOf(platform);

  it('has a name that can be part of addresses, variables and logical ids', () => {
    expect(platform).toMatch(/^[a-z]+$/);
    for (const host of Object.keys(hosts)) expect(host).toMatch(/^[a-z]+$/);
  });

  it('is stood in for on the laptop: the same hosts, and a secret with the same fields', () => {
    const standIn = Object.fromEntries(standIns)[platform];
    expect(Object.keys(standIn?.hosts ?? {}).sort()).toEqual(Object.keys(hosts).sort());
    expect(Object.keys(standIn?.secret ?? {}).sort()).toEqual([...secret].sort());
  });

  it('is reached by TLS, publishes something, and asks for what it needs', () => {
    for (const address of [...Object.values(hosts), profile]) expect(address).toMatch(/^https:\/\//);
    expect(profile).toContain('{username}');
    expect(Object.keys(kinds).length).toBeGreaterThan(0);
    expect(scopes.required.filter((scope) => !scopes.asked.includes(scope))).toEqual([]);
  });
});

it('every other service of the outside world is stood in for, with the same hosts and fields of its secret', () => {
  for (const { name, hosts, secret } of outsides) {
    expect(name).toMatch(/^[a-z]+$/);
    const standIn = Object.fromEntries(standIns)[name];
    expect(Object.keys(standIn?.hosts ?? {}).sort(), name).toEqual(Object.keys(hosts).sort());
    expect(Object.keys(standIn?.secret ?? {}).sort(), name).toEqual([...secret].sort());
    for (const address of Object.values<string>(hosts)) expect(address).toMatch(/^https:\/\//);
  }
});

it('nothing is stood in for that the product does not have', () => {
  expect(standIns.map(([name]) => name).sort()).toEqual([...platforms, ...outsides.map(({ name }) => name)].sort());
});
