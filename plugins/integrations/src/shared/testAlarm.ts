import {
  Alarm,
  AlarmPage,
  AlarmWithLog,
} from '@tieline/plugin-integrations-common/telemetry';
import { testFacets } from './testHealth';

/** An alarm of an integration by its name, on and told, for tests. */
export function testAlarm(name: string, alarm: Partial<Alarm> = {}): Alarm {
  return {
    id: `alarm-${name}`,
    kind: 'own',
    subject: `integration:default/${name}`,
    integration: testFacets(name),
    environment: 'production',
    rule: 'errors',
    status: 'failing',
    state: 'open',
    owner: 'group:default/checkout',
    since: '2025-11-18T09:12:00.000Z',
    headline: `31.4 % of calls of ${name} fail with 503`,
    detail: '2,140 of 6,816 calls in the last 15 min',
    reasons: [],
    told: [
      {
        channel: 'notification',
        to: 'group:default/checkout',
        at: '2025-11-18T09:15:00.000Z',
      },
    ],
    ...alarm,
  };
}

/** An alarm of something that takes integrations down, for tests. */
export function testCause(name: string, victims: string[]): Alarm {
  return testAlarm(name, {
    kind: 'cause',
    subject: `system:default/${name}`,
    integration: undefined,
    status: 'degraded',
    owner: 'group:default/finance-systems',
    headline: `All integrations that call ${name} are degraded`,
    victims: victims.map(victim => `integration:default/${victim}`),
    told: [
      {
        channel: 'notification',
        to: 'group:default/finance-systems',
        at: '2025-11-18T09:15:00.000Z',
      },
    ],
  });
}

/** An alarm of something new that nobody declared, for tests. */
export function testNewFlow(caller: string): Alarm {
  return testAlarm(caller, {
    kind: 'drift',
    subject: 'component:default/erp-order-api',
    integration: undefined,
    rule: 'undeclared',
    status: 'unknown',
    owner: 'group:default/finance-systems',
    since: '2025-10-30T01:00:00.000Z',
    headline: `${caller} calls erp-order-api, and nobody declared it`,
    detail: undefined,
    flows: [
      {
        driftId: caller,
        headline: `${caller} calls erp-order-api`,
        protocol: 'http',
        destination: '/reports/open-orders',
        callsLastDay: 1950,
        firstSeenAt: '2025-10-30T01:00:00.000Z',
      },
    ],
    told: [
      {
        channel: 'notification',
        to: 'group:default/finance-systems',
        at: '2025-10-30T02:15:00.000Z',
      },
    ],
  });
}

/** The same with what became of it, for tests. */
export function withLog(alarm: Alarm): AlarmWithLog {
  return {
    ...alarm,
    log: [{ at: alarm.since, event: 'opened', message: alarm.headline }],
  };
}

/** A page of alarms, for tests. */
export function testAlarmPage(items: Alarm[]): AlarmPage {
  return { items, totalItems: items.length, pageInfo: {} };
}
