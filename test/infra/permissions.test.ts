import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allowedTo, functionsOf, statementsOf } from './policies.ts';
import { ofType, synthesise, testStage, texts } from './synthesis.ts';

const resources = synthesise(testStage('local'));
const functions = functionsOf(resources, 'local');

// That each function may do exactly what its code does, no more and no less, is shown in uses.test.ts.
describe('permissions of functions', () => {
  it('nobody who is asked by a browser can publish a file, and the gate can write no object at all', () => {
    const writes = (name: string) =>
      allowedTo(resources, functions.find((fn) => fn.name === name)?.role ?? '?')
        .filter(({ Action }) => Action.some((action) => /^s3:Put/.test(action)))
        .flatMap(({ Resource }) => Resource ?? [])
        .map((resource) => texts(resource).join(''));
    expect(writes('media-gate')).toEqual([]);
    expect(writes('media').filter((resource) => /MediaBucket/.test(resource))).toEqual([]);
    const publishers = functions.filter(({ name }) => writes(name).some((resource) => /MediaBucket/.test(resource)));
    expect(publishers.map(({ name }) => name).sort()).toEqual(['media-image', 'media-video']);
  });

  it('masters are read and made by the image worker alone, and it makes nothing that arrives', () => {
    const may = (action: string, folder: string) =>
      functions
        .filter(({ role }) =>
          allowedTo(resources, role).some(
            ({ Action, Resource = [] }) =>
              Action.includes(action) && Resource.some((each) => texts(each).join('').endsWith(`/${folder}/*`)),
          ),
        )
        .map(({ name }) => name);
    expect(may('s3:GetObject', 'kept')).toEqual(['media-image']);
    expect(may('s3:PutObject', 'kept')).toEqual(['media-image']);
    expect(may('s3:PutObject', 'arriving')).toEqual(['media']);
    expect(may('s3:GetObject', 'arriving').sort()).toEqual(['media', 'media-gate', 'media-image', 'media-video']);
  });

  it('no action of any role is a wildcard', () => {
    const actions = ofType(resources, 'AWS::IAM::Policy')
      .flatMap(({ Properties }) => statementsOf(Properties.PolicyDocument))
      .flatMap(({ Action }) => Action);
    expect(actions.length).toBeGreaterThan(50);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('no resource of any role is a wildcard, but names that are made at run time inside one bucket or group', () => {
    const reasoned: readonly [RegExp, string][] = [
      [/UploadBucketArn.*\/arriving\/\*$/, 'uploaded files are named at run time'],
      [/UploadBucketArn.*\/kept\/\*$/, 'masters are named at run time'],
      [/MediaBucketArn.*\/\*$/, 'published files are named at run time'],
      [/schedule\/kuwait-social-local-posts\/\*$/, 'schedules are named after post revisions'],
    ];
    const wild = ofType(resources, 'AWS::IAM::Policy')
      .flatMap(({ Properties }) => statementsOf(Properties.PolicyDocument))
      .flatMap(({ Resource }) => Resource ?? [])
      .map((resource) => texts(resource).join(''))
      .filter((resource) => resource.includes('*'));
    expect(wild.filter((resource) => !reasoned.some(([pattern]) => pattern.test(resource)))).toEqual([]);
    for (const [pattern, reason] of reasoned)
      expect(
        wild.some((resource) => pattern.test(resource)),
        `unused: ${reason}`,
      ).toBe(true);
  });

  it('no two functions share a role, and no role carries policies of AWS or of its own', () => {
    expect(new Set(functions.map(({ role }) => role)).size).toBe(functions.length);
    for (const { id, Properties } of ofType(resources, 'AWS::IAM::Role'))
      expect(Object.keys(Properties), id).not.toEqual(expect.arrayContaining(['ManagedPolicyArns']));
    for (const { id, Properties } of ofType(resources, 'AWS::IAM::Role'))
      expect(Properties.Policies, id).toBeUndefined();
  });

  it('a platform token is only sealed or opened with its whole context', () => {
    const statements = functions
      .flatMap(({ role }) => allowedTo(resources, role))
      .filter(({ Action }) => Action.some((action) => action.startsWith('kms:')));
    expect(statements.length).toBeGreaterThan(0);
    for (const { Condition } of statements)
      expect(Object.keys(Condition?.StringLike ?? {})).toEqual(
        ['clientId', 'subjectId', 'purpose'].map((name) => `kms:EncryptionContext:${name}`),
      );
  });

  it('mail leaves from our one sender only, and through the set that keeps bounced addresses back', () => {
    const statements = functions
      .flatMap(({ role }) => allowedTo(resources, role))
      .filter(({ Action }) => Action.some((action) => action.startsWith('ses:')));
    expect(statements.length).toBeGreaterThan(0);
    for (const { Condition, Resource = [] } of statements) {
      expect(Condition).toEqual({ StringEquals: { 'ses:FromAddress': 'no-reply@kuwait-social.example' } });
      const named = Resource.map((resource) => texts(resource).join('').replace(/^.*:/, ''));
      expect(named).toEqual(['identity/kuwait-social.example', 'configuration-set/kuwait-social-local-mail']);
    }
  });

  it('the role behind post schedules can only be handed to the scheduler, and only fills the due queue', () => {
    const plan = functions.find(({ name }) => name === 'publishing-plan');
    const pass = allowedTo(resources, plan?.role ?? '').find(({ Action }) => Action.includes('iam:PassRole'));
    expect(pass?.Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } });

    const [roleId = ''] = texts(pass?.Resource);
    const allowed = allowedTo(resources, roleId);
    expect(allowed.map(({ Action, Resource }) => [Action, texts(Resource)[0]])).toEqual([
      [['sqs:SendMessage'], expect.stringMatching(/^PublishingDueQueue[0-9A-F]{8}$/)],
    ]);
  });

  it('features never write a policy or a variable by hand: everything comes from a bind', () => {
    const folder = join(import.meta.dirname, '../../infra/features');
    for (const file of readdirSync(folder)) {
      const source = readFileSync(join(folder, file), 'utf8');
      expect(source, file).not.toMatch(
        /PolicyStatement|\.allow\(|\.environment\(|addToRolePolicy|addEnvironment|grant[A-Z]/,
      );
      expect(source.split('\n').length, file).toBeLessThanOrEqual(120);
    }
  });
});
