import { Profile } from '@tieline/plugin-integrations-common/governance';
import { changeParameters } from '../shared/useAddress';
import { readAnswers, toRequest } from './readAnswers';
import { writeAnswers } from './writeAnswers';

const FULL: Profile = {
  interaction: 'event',
  volumePerDay: 4000,
  volumePerDayInTwoYears: 9000,
  peakPerSecond: 0.5,
  latencyMs: 300_000,
  criticality: 'high',
  ordering: 'per-key',
  delivery: 'at-least-once',
  consumers: 3,
  saasEndpoints: 1,
  endpoints: 4,
  transformation: 'light',
  skills: { broker: 'some', gateway: 'none', mesh: 'strong', ipaas: 'some' },
};

function answersOf(search: string) {
  return readAnswers(new URLSearchParams(search));
}

describe('readAnswers', () => {
  it('reads from an address what was written to it, every field', () => {
    const address = changeParameters(new URLSearchParams(), writeAnswers(FULL));
    const answers = readAnswers(new URLSearchParams(address.toString()));
    expect(answers.profile).toEqual(FULL);
    expect(answers.problems.size).toBe(0);
  });

  it.each([1, 1_000, 90_000, 300_000, 5_400_000, 86_400_000, 1_234])(
    'keeps %d ms whatever the unit that says it',
    latencyMs => {
      const address = changeParameters(
        new URLSearchParams(),
        writeAnswers({ latencyMs }),
      );
      expect(readAnswers(address).profile).toEqual({ latencyMs });
    },
  );

  it('says what is wrong at each field, and keeps all the others', () => {
    const { profile, problems } = answersOf(
      'interaction=carrier-pigeon&volumePerDay=9,000&peakPerSecond=many&consumers=2.5&latency=5&latencyUnit=fortnights&ordering=total&skills.broker=wizard&from=web-shop',
    );
    expect(profile).toEqual({ volumePerDay: 9000, ordering: 'total' });
    expect(Object.fromEntries(problems)).toEqual({
      interaction: '"carrier-pigeon" is none of these. Choose one.',
      peakPerSecond: '"many" is not a number. Write it like 9000 or 0.5.',
      consumers: 'Give a whole number.',
      latency: '"fortnights" is no unit of time here. Choose one.',
      'skills.broker': '"wizard" is none of these. Choose one.',
      from: '"web-shop" is no full entity reference. Write it like system:default/web-shop.',
    });
  });

  it('takes numbers that the API takes, and no others', () => {
    expect(answersOf('volumePerDay=0').profile).toEqual({ volumePerDay: 0 });
    for (const search of [
      'volumePerDay=-1',
      'volumePerDay=1000000000001',
      'consumers=0',
      'consumers=10001',
      'endpoints=0',
      'latency=0&latencyUnit=ms',
      'latency=0.0001',
    ]) {
      const { profile, problems } = answersOf(search);
      expect(profile).toEqual({});
      expect(problems.size).toBe(1);
    }
  });

  it('says that there are not more endpoints of others than endpoints', () => {
    const { profile, problems } = answersOf('saasEndpoints=5&endpoints=4');
    expect(profile).toEqual({ endpoints: 4 });
    expect(problems.get('saasEndpoints')).toMatch('More than all endpoints, 4');
  });

  it('asks only once interaction and volume are answered, and says where it is unless the catalog does', () => {
    expect(
      toRequest(answersOf('interaction=event'), undefined),
    ).toBeUndefined();
    expect(toRequest(answersOf('volumePerDay=5'), undefined)).toBeUndefined();
    const answers = answersOf(
      'interaction=event&volumePerDay=0&from=system:default/shop&to=system:default/erp, component:default/crm',
    );
    expect(toRequest(answers, undefined)).toEqual({
      profile: { interaction: 'event', volumePerDay: 0 },
      sourceRef: 'system:default/shop',
      targetRefs: ['system:default/erp', 'component:default/crm'],
    });
    expect(toRequest(answers, 'integration:default/orders')).toEqual({
      profile: { interaction: 'event', volumePerDay: 0 },
      entityRef: 'integration:default/orders',
    });
  });
});
