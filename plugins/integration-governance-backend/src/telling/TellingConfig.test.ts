import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { readTellingConfig } from './TellingConfig';
import { lastDue } from './WeeklyDigest';

const read = (integrationGovernance: JsonObject) =>
  readTellingConfig(
    mockServices.rootConfig({ data: { integrationGovernance } }),
  );

it.each([
  ['at the hour itself', '2026-11-23T07:00:00.000Z', '2026-11-23'],
  ['just before it', '2026-11-23T06:59:59.999Z', '2026-11-16'],
  ['late in the week', '2026-11-29T23:59:59.999Z', '2026-11-23'],
  ['over the turn of a year', '2027-01-02T12:00:00.000Z', '2026-12-28'],
])('a digest was due last on Monday at seven, seen %s', (_what, now, day) => {
  expect(lastDue(read({}).digest!, new Date(now))).toEqual(
    new Date(`${day}T07:00:00.000Z`),
  );
});

it('is due when the configuration says so', () => {
  const { digest } = read({ digest: { weekday: 'Friday', hour: 0 } });
  expect(lastDue(digest!, new Date('2026-11-27T00:00:00.000Z'))).toEqual(
    new Date('2026-11-27T00:00:00.000Z'),
  );
  expect(read({ digest: false }).digest).toBeUndefined();
});

it('takes approvers by short names', () => {
  const { approvers } = read({
    waivers: { approvers: ['Architecture', 'user:Ada'] },
  });
  expect(approvers).toEqual(['group:default/architecture', 'user:default/ada']);
});

it.each([
  [{ digest: { weekday: 'Freitag' } }, /digest\.weekday is Freitag: give one/],
  [{ digest: { hour: 24 } }, /digest\.hour is 24: give a whole number/],
  [
    { notifications: { minCriticality: 'huge' } },
    /notifications\.minCriticality is huge: give one of low/,
  ],
])('says what is wrong in %j', (config, message) => {
  expect(() => read(config)).toThrow(message);
});
