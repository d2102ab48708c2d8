import { CheckResult } from '@tieline/plugin-integrations-common';
import {
  Drill,
  DrillOutcome,
  DrillState,
  Runbook,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';

/** How far a drill is, and what that shares icon and colour with. */
export const DRILL_STATES: ReadonlyArray<{
  id: DrillState;
  title: string;
  look: CheckResult;
}> = [
  { id: 'planned', title: 'planned', look: 'unmeasured' },
  { id: 'done', title: 'done', look: 'pass' },
  { id: 'cancelled', title: 'called off', look: 'not-applicable' },
];

/** How a drill went. What went well only in part is no pass. */
export const OUTCOMES: ReadonlyArray<{
  id: DrillOutcome;
  title: string;
  look: CheckResult;
}> = [
  { id: 'passed', title: 'passed', look: 'pass' },
  { id: 'partly', title: 'passed in part', look: 'waived' },
  { id: 'failed', title: 'failed', look: 'fail' },
];

/** Whether a runbook's page can be reached. */
export const REACHABLE: Record<
  NonNullable<Runbook['reachable']>['result'],
  { title: string; look: CheckResult }
> = {
  reachable: { title: 'reachable', look: 'pass' },
  unreachable: { title: 'unreachable', look: 'fail' },
  'not-allowed': { title: 'may not be asked for', look: 'unmeasured' },
};

/** What an integration is called. */
export function nameOf(integration: IntegrationFacets): string {
  return integration.title ?? integration.name;
}

/** Whether it came from a pipeline's fault test. */
export function isFromPipeline(drill: Drill): boolean {
  return drill.source === 'pipeline';
}

/** Whether a planned drill's alarms tell anybody, and why, in words. */
export function silenceWords(drill: Drill): string {
  if (drill.silenceProblem) {
    return `not silenced: ${drill.silenceProblem}`;
  }
  return drill.isSilenced
    ? 'silenced: nobody is told of them in its window, and they carry the tag Drill'
    : 'not silenced: they tell their people as always';
}

/** `12 minutes` */
export function minutesWords(minutes: number): string {
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
