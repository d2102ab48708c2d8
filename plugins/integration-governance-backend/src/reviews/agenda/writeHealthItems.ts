import { HealthSummary } from '@tieline/plugin-integrations-common/telemetry';
import {
  counted,
  duration,
  grouped,
  listed,
  percent,
  withStop,
} from '../../checklist/checks/words';
import { AgendaItem, IntegrationFacts } from './agendaFacts';
import { pageOf, sinceWhen, sourceIsOut } from './agendaWords';

type Level = AgendaItem['level'];

/** Health now, what was promised, and the alarms since the last review. */
export function writeHealthItems(facts: IntegrationFacts): AgendaItem[] {
  const href = pageOf(facts.facets, 'health');
  const { health } = facts;
  if (!('value' in health)) {
    return [
      sourceIsOut('health', 'Health', health.outSince, href),
      writeAlarms(facts, false),
    ];
  }
  const summary = health.value;
  const isKnown = summary !== undefined && summary.status !== 'unknown';
  return [
    {
      kind: 'health',
      title: summary ? `Health is ${summary.status}` : 'Nobody measures it',
      detail: summary
        ? describe(summary)
        : 'Telemetry knows nothing of this integration.',
      level: levelOf(summary),
      href,
      checkId: isKnown ? undefined : 'observability-seen',
      evidence: summary && [
        {
          value: summary.status,
          source: 'telemetry',
          href,
          grade: 'observed',
          at: summary.evaluatedAt,
        },
      ],
    },
    writeObjectives(summary, href),
    writeAlarms(facts, isKnown),
  ];
}

function levelOf(summary: HealthSummary | undefined): Level {
  if (!summary || summary.status === 'unknown') {
    return 'unknown';
  }
  return summary.status === 'healthy' ? 'good' : 'bad';
}

function describe({ reasons, calls, runs }: HealthSummary): string {
  const parts = reasons.map(({ headline, detail }) =>
    [headline, detail]
      .filter(Boolean)
      .map(text => withStop(text!))
      .join(' '),
  );
  if (calls) {
    const { throughputPerMinute, errorRate, p95Ms } = calls;
    const unmeasured = 'not measured';
    parts.push(
      `Calls a minute: ${throughputPerMinute === null ? unmeasured : grouped(throughputPerMinute)}; error rate: ${errorRate === null ? unmeasured : percent(errorRate)}; 95 % take less than: ${p95Ms === null ? unmeasured : duration(p95Ms)}.`,
    );
  }
  if (runs) {
    parts.push(
      `Runs today: ${runs.arrivedToday} of ${runs.expectedToday} that were due.`,
    );
  }
  return parts.join(' ');
}

function writeObjectives(
  summary: HealthSummary | undefined,
  href: string,
): AgendaItem {
  const objectives = summary?.objectives ?? [];
  if (objectives.length === 0) {
    return {
      kind: 'health',
      title: 'No objective is measured',
      detail:
        'Neither availability nor anything else was promised and measured, so that nobody can say whether it is good enough.',
      level: 'unknown',
      href,
      checkId: 'observability-objective',
    };
  }
  const missed = objectives.filter(
    ({ state }) => state === 'missed' || state === 'at-risk',
  );
  const unmeasured = objectives.filter(({ state }) => state === 'unmeasured');
  const met = objectives.length - missed.length - unmeasured.length;
  return {
    kind: 'health',
    title: `${met} of ${counted(objectives.length, 'objective', 'objectives')} met`,
    detail: objectives
      .map(({ indicator, target, window, value, state }) => {
        const so =
          value === null || value === undefined
            ? 'not measured'
            : `${Number(value.toFixed(3))} %`;
        return `${indicator}: ${target} % promised over ${window}, ${so} so far (${state}).`;
      })
      .join(' '),
    level: levelOfObjectives(missed.length, unmeasured.length),
    href,
  };
}

function levelOfObjectives(missed: number, unmeasured: number): Level {
  if (missed > 0) {
    return 'bad';
  }
  return unmeasured > 0 ? 'unknown' : 'good';
}

function writeAlarms(facts: IntegrationFacts, isKnown: boolean): AgendaItem {
  const { alarms, facets } = facts;
  const href = `/alarms?subject=${encodeURIComponent(facets.entityRef)}`;
  if (!('value' in alarms)) {
    return sourceIsOut('health', 'Alarms', alarms.outSince, href);
  }
  const { total, items } = alarms.value;
  const open = items.filter(({ state }) => state === 'open').length;
  const withoutAlarm: Level = isKnown ? 'good' : 'unknown';
  const withAlarms: Level = open > 0 ? 'bad' : 'neutral';
  return {
    kind: 'health',
    title: counted(total, 'alarm', 'alarms'),
    detail:
      total === 0
        ? `There was none ${sinceWhen(facts)}.${isKnown ? '' : ' But nobody measures whether there should have been.'}`
        : `${counted(total, 'alarm', 'alarms')} ${sinceWhen(facts)}, ${open} still on. ${listed(items.map(({ headline, since }) => `${headline} (${since.slice(0, 10)})`))}.`,
    level: total === 0 ? withoutAlarm : withAlarms,
    href,
  };
}
