import { Pattern } from '@tieline/plugin-integrations-common';
import { Profile } from '@tieline/plugin-integrations-common/governance';
import { DecisionMatrix } from './DecisionMatrix';
import { rankPatterns } from './rankPatterns';
import { warnOfProfile } from './warnings';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Case {
  what: string;
  profile: Profile;
  first: Pattern;
  second: Pattern;
  nearTie?: boolean;
  warning?: string;
}

const cases: Case[] = [
  {
    what: 'a nightly warehouse load of 2 million rows',
    profile: {
      interaction: 'batch',
      volumePerDay: 2_000_000,
      latencyMs: 8 * HOUR_MS,
      criticality: 'medium',
      ordering: 'none',
      delivery: 'at-least-once',
      consumers: 1,
      transformation: 'light',
      saasEndpoints: 0,
      endpoints: 2,
    },
    first: 'batch-file',
    second: 'custom-code',
  },
  {
    what: '40 messages a day between two systems',
    profile: {
      interaction: 'event',
      volumePerDay: 40,
      volumePerDayInTwoYears: 60,
      peakPerSecond: 1,
      latencyMs: 5 * MINUTE_MS,
      criticality: 'medium',
      ordering: 'none',
      delivery: 'at-least-once',
      consumers: 1,
      transformation: 'none',
      saasEndpoints: 0,
      endpoints: 2,
      skills: { broker: 'none', ipaas: 'some' },
    },
    first: 'point-to-point',
    second: 'ipaas',
    warning: 'over-engineering',
  },
  {
    what: 'order events for 3 consumers, 4,000 a day',
    profile: {
      interaction: 'event',
      volumePerDay: 4_000,
      volumePerDayInTwoYears: 9_000,
      peakPerSecond: 3,
      latencyMs: 5 * MINUTE_MS,
      criticality: 'high',
      ordering: 'per-key',
      delivery: 'at-least-once',
      consumers: 3,
      transformation: 'light',
      saasEndpoints: 0,
      endpoints: 4,
      skills: { broker: 'some' },
    },
    first: 'event-driven',
    second: 'ipaas',
  },
  {
    what: 'a stream of 20,000 events a second',
    profile: {
      interaction: 'stream',
      volumePerDay: 1_700_000_000,
      peakPerSecond: 20_000,
      latencyMs: 1_000,
      criticality: 'high',
      ordering: 'per-key',
      delivery: 'at-least-once',
      consumers: 5,
      transformation: 'light',
      skills: { broker: 'strong' },
    },
    first: 'event-driven',
    second: 'custom-code',
  },
  {
    what: 'a CRM to a mailing service, both SaaS, few specialists',
    profile: {
      interaction: 'event',
      volumePerDay: 3_000,
      latencyMs: 15 * MINUTE_MS,
      criticality: 'medium',
      ordering: 'none',
      delivery: 'at-least-once',
      consumers: 1,
      transformation: 'light',
      saasEndpoints: 2,
      endpoints: 2,
      skills: { broker: 'none', gateway: 'none', mesh: 'none', ipaas: 'some' },
    },
    first: 'ipaas',
    second: 'point-to-point',
  },
  {
    what: 'a synchronous price quote with 200 ms and many callers',
    profile: {
      interaction: 'request',
      volumePerDay: 500_000,
      peakPerSecond: 40,
      latencyMs: 200,
      criticality: 'high',
      ordering: 'none',
      delivery: 'at-most-once',
      consumers: 12,
      transformation: 'none',
      saasEndpoints: 0,
    },
    first: 'api-gateway',
    second: 'service-mesh',
  },
  {
    what: '60 microservices that call each other',
    profile: {
      interaction: 'request',
      volumePerDay: 30_000_000,
      peakPerSecond: 2_000,
      latencyMs: 50,
      criticality: 'high',
      ordering: 'none',
      delivery: 'at-least-once',
      consumers: 60,
      transformation: 'none',
      saasEndpoints: 0,
      skills: { mesh: 'strong', gateway: 'some' },
    },
    first: 'service-mesh',
    second: 'api-gateway',
  },
  {
    what: 'files exchanged with a partner',
    profile: {
      interaction: 'batch',
      volumePerDay: 5_000,
      latencyMs: 24 * HOUR_MS,
      criticality: 'medium',
      ordering: 'none',
      delivery: 'at-least-once',
      consumers: 1,
      transformation: 'light',
      saasEndpoints: 1,
      endpoints: 2,
    },
    first: 'batch-file',
    second: 'ipaas',
  },
  {
    what: 'a heavy, unique transformation at very high throughput',
    profile: {
      interaction: 'stream',
      volumePerDay: 500_000_000,
      peakPerSecond: 50_000,
      latencyMs: 20,
      criticality: 'high',
      ordering: 'per-key',
      delivery: 'at-least-once',
      consumers: 1,
      transformation: 'heavy',
      saasEndpoints: 0,
      skills: { broker: 'strong' },
    },
    first: 'custom-code',
    second: 'event-driven',
  },
  {
    what: 'events in strict total order',
    profile: {
      interaction: 'event',
      volumePerDay: 20_000,
      peakPerSecond: 5,
      latencyMs: 10_000,
      criticality: 'high',
      ordering: 'total',
      delivery: 'at-least-once',
      consumers: 2,
      transformation: 'none',
      skills: { broker: 'some' },
    },
    first: 'event-driven',
    second: 'point-to-point',
  },
  {
    what: 'payments, exactly once, for two readers',
    profile: {
      interaction: 'event',
      volumePerDay: 50_000,
      peakPerSecond: 20,
      latencyMs: 5_000,
      criticality: 'critical',
      ordering: 'per-key',
      delivery: 'exactly-once',
      consumers: 2,
      transformation: 'light',
      saasEndpoints: 0,
      skills: { broker: 'strong' },
    },
    first: 'event-driven',
    second: 'custom-code',
  },
  {
    what: 'a batch that is needed within five minutes',
    profile: {
      interaction: 'batch',
      volumePerDay: 100_000,
      latencyMs: 5 * MINUTE_MS,
      consumers: 1,
    },
    first: 'point-to-point',
    second: 'custom-code',
    warning: 'mixed-pipeline',
  },
];

describe('the matrix that ships', () => {
  it.each(cases)('ranks $what', async one => {
    const { file } = await DecisionMatrix.read();
    const ranked = rankPatterns(file, one.profile);
    const found = ranked.map(
      ({ item, score }) => `${item.pattern} ${score.toFixed(1)}`,
    );
    expect({
      found,
      first: ranked[0].item.pattern,
      second: ranked[1].item.pattern,
      nearTie: ranked[0].nearTieWith === ranked[1].item.pattern,
      warnings: warnOfProfile(file, one.profile, ranked).map(({ id }) => id),
    }).toEqual({
      found,
      first: one.first,
      second: one.second,
      nearTie: one.nearTie ?? false,
      warnings: one.warning ? [one.warning] : [],
    });
  });
});
