import { CheckResult } from '@tieline/plugin-integrations-common';
import {
  Pilot,
  PilotMeasure,
  PilotState,
  Score,
  WriteUp,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';

/** Yes and applicable questions at the end of a day, in UTC. */
export type PilotPoint = Pilot['points'][number];

/** How an integration stood at one time. */
export interface PilotFigures {
  score: Score;
  /** Of the chosen checks, by id; missing where a check is no longer there. */
  results: Record<string, CheckResult>;
  /** By the measure's id; missing where it was not known. */
  measures: Record<string, number>;
}

/** An improvement with one integration, as it is stored. */
export interface StoredPilot {
  id: string;
  state: PilotState;
  title: string;
  reason: string;
  /** At the start, then at the end. */
  integration: IntegrationFacets;
  /** The team, as it was at the start. */
  ownerRef?: string;
  checkIds: string[];
  /** ISO 8601 day, in UTC. */
  until?: string;
  startedAt: string;
  startedBy: string;
  endedAt?: string;
  endedBy?: string;
  stopReason?: string;
  before: PilotFigures;
  /** Frozen at the end. */
  after?: PilotFigures;
  /** Frozen at the end. */
  points?: PilotPoint[];
  writeUp?: WriteUp & { by: string; at: string };
}

/** What is compared before and after. */
export const pilotMeasures: ReadonlyArray<
  Omit<PilotMeasure, 'before' | 'after'>
> = [
  { id: 'error-rate', title: 'Error rate', unit: '%', better: 'lower' },
  { id: 'p95', title: 'Latency, p95', unit: 'ms', better: 'lower' },
  {
    id: 'throughput',
    title: 'Throughput',
    unit: 'per minute',
    better: 'neither',
  },
  { id: 'open-alarms', title: 'Open alarms', unit: 'alarms', better: 'lower' },
  {
    id: 'since-deployment',
    title: 'Since the last deployment',
    unit: 'days',
    better: 'neither',
  },
];

/** What has one pilot at a time: the owner; without one, the integration itself. */
export function teamKeyOf(integration: IntegrationFacets): string {
  return integration.ownerRef ?? integration.entityRef;
}
