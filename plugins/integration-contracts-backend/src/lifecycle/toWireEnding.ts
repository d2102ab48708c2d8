import {
  EndingConsumer,
  EndingForecast,
  RetirementVerdict,
} from '@tieline/plugin-integrations-common/contracts';
import { UseDay } from './consumers/ConsumerFacts';
import { KnownConsumer } from './Ending';

/** What whoever asks may do with something of an owner. */
export interface Rights {
  mayManage: boolean;
  mayOverride: boolean;
  mayAnswer: boolean;
}

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

/** A consumer as the API shows it. */
export function toWireConsumer(
  consumer: KnownConsumer,
  days: UseDay[],
  mayAnswer: boolean,
  nowMs: number,
): EndingConsumer {
  const { facts } = consumer;
  const instant = (ms: number | undefined) =>
    ms === undefined ? undefined : new Date(ms).toISOString();
  const since = new Date(nowMs - WEEK_DAYS * DAY_MS).toISOString().slice(0, 10);
  const lately = days
    .filter(({ date }) => date > since)
    .reduce((sum, { calls }) => sum + calls, 0);
  return {
    id: consumer.id,
    name: facts.name,
    entityRef: facts.entityRef,
    ownerRef: consumer.ownerRef,
    criticality: facts.criticality,
    kind: facts.kind,
    callerKey: facts.callerKey,
    state: consumer.state,
    integrationRefs: facts.integrationRefs,
    declaredVersion: facts.declaredVersion,
    isMismatched: facts.isMismatched,
    firstSeenAt: instant(facts.firstSeenMs),
    lastSeenAt: instant(facts.lastSeenMs),
    ...(facts.lastSeenMs !== undefined && {
      callsPerDay: Math.round((lately / WEEK_DAYS) * 10) / 10,
    }),
    cadenceDays: facts.cadenceDays,
    versions: facts.versions
      .filter(({ version }) => version !== '')
      .map(({ version, lastSeenMs, callsPerDay, share, isEnding }) => ({
        version,
        lastSeenAt: new Date(lastSeenMs).toISOString(),
        callsPerDay,
        share,
        isEnding,
      })),
    days,
    acknowledgedAt: instant(consumer.acknowledgedMs),
    acknowledgedBy: consumer.acknowledgedBy,
    movesAt: instant(consumer.movesMs),
    extension: consumer.extension,
    reminders: consumer.reminders,
    lastToldAt: instant(consumer.lastToldMs),
    claimedBy: consumer.claimedBy,
    mayAnswer,
  };
}

/**
 * A verdict as whoever asks may see it: what is about consumers that may not be
 * seen is told without their names.
 *
 * @param isStale - nobody looked for a day: then nothing is safe
 */
export function toWireVerdict(
  verdict: RetirementVerdict,
  shown: ReadonlySet<number>,
  isStale: boolean,
): RetirementVerdict {
  const findings = verdict.findings.map(finding =>
    !finding.consumerIds || finding.consumerIds.every(id => shown.has(id))
      ? finding
      : {
          kind: finding.kind,
          outcome: finding.outcome,
          title: 'A consumer that you may not see',
          consumerIds: [],
        },
  );
  if (!isStale) {
    return {
      ...verdict,
      findings,
      sentence: sentenceOf(verdict, findings),
    };
  }
  const since = `Nobody has looked since ${verdict.asOf.slice(0, 10)}`;
  return {
    ...verdict,
    answer: 'unknown',
    sentence: `Nobody can say: ${since.charAt(0).toLocaleLowerCase('en-US')}${since.slice(1)}.`,
    findings: [
      { kind: 'usage-data', outcome: 'unknown', title: since },
      ...findings,
    ],
  };
}

/** A forecast without the names of consumers that may not be seen. */
export function toWireForecast(
  { lastConsumers, explanation, ...forecast }: EndingForecast,
  shown: ReadonlySet<number>,
): EndingForecast {
  if (!lastConsumers) {
    return { ...forecast, explanation };
  }
  const isShown = lastConsumers.every(id => shown.has(id));
  return {
    ...forecast,
    lastConsumers: lastConsumers.filter(id => shown.has(id)),
    ...(isShown && { explanation }),
  };
}

function sentenceOf(
  verdict: RetirementVerdict,
  findings: RetirementVerdict['findings'],
): string {
  const [first] = verdict.findings;
  return first && first.title !== findings[0].title
    ? verdict.sentence.replace(first.title, findings[0].title)
    : verdict.sentence;
}
