import {
  RetirementFinding,
  RetirementVerdict,
} from '@tieline/plugin-integrations-common/contracts';
import { EndingPolicy, KnownConsumer } from './Ending';
import { goneAfterDays, hasToAgree } from './stateOfConsumer';
import { ageInWords, dateInWords, listInWords } from './words';

/** What a retirement is judged by. */
export interface RetirementFacts {
  title: string;
  consumers: readonly KnownConsumer[];
  usage: {
    /** When telemetry was asked for the last time with success. */
    readMs?: number;
    /** When telemetry took anything from anybody last. */
    receivedMs?: number;
    problem?: string;
  };
  replacement: ReplacementFacts;
  /** Titles of what names this as its replacement and has not ended. */
  replaces: readonly string[];
  policy: EndingPolicy;
  nowMs: number;
}

/** What is known of a replacement. */
export type ReplacementFacts =
  | { kind: 'missing' }
  | { kind: 'none'; reason: string }
  | { kind: 'outside'; text: string }
  | {
      kind: 'known';
      title: string;
      /** Why it can't replace anything. */
      problem?: string;
      objectives: ReplacementObjective[];
      /** Why nobody knows how it does. */
      healthProblem?: string;
    };

export interface ReplacementObjective {
  /** Of which integration, and what was promised. */
  title: string;
  state: 'met' | 'at-risk' | 'missed' | 'unmeasured';
  detail?: string;
}

type Outcome = RetirementFinding['outcome'];

const DAY_MS = 86_400_000;

const ORDER: Outcome[] = ['blocks', 'unknown', 'holds'];

/** May it be switched off? Everything that is in the way is named. */
export function judgeRetirement(facts: RetirementFacts): RetirementVerdict {
  const findings = [
    ...judgeUsage(facts),
    ...facts.consumers.flatMap(consumer => judgeConsumer(consumer, facts)),
    ...judgeAgreement(facts),
    ...judgeReplacement(facts.replacement),
    ...facts.replaces.map((title): RetirementFinding => ({
      kind: 'replaces-another',
      outcome: 'blocks',
      title: `It is the replacement for ${title}`,
      detail: 'Name another replacement there, or retire that first.',
    })),
  ].sort(
    (one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome),
  );
  const answer = answerOf(findings);
  return {
    answer,
    sentence: sentenceOf(facts.title, answer, findings),
    asOf: new Date(facts.nowMs).toISOString(),
    findings,
  };
}

/** Whether there is fresh data about use as a whole; of one consumer there may be none. */
export function isUsageKnown(findings: readonly RetirementFinding[]): boolean {
  return !findings.some(
    ({ kind, outcome, consumerIds }) =>
      kind === 'usage-data' && outcome === 'unknown' && !consumerIds,
  );
}

/** Without fresh data about use nothing is safe, whatever else is known. */
function answerOf(
  findings: readonly RetirementFinding[],
): RetirementVerdict['answer'] {
  const has = (outcome: Outcome) =>
    findings.some(finding => finding.outcome === outcome);
  if (!isUsageKnown(findings)) {
    return 'unknown';
  }
  if (has('blocks')) {
    return 'no';
  }
  return has('unknown') ? 'unknown' : 'yes';
}

function sentenceOf(
  title: string,
  answer: RetirementVerdict['answer'],
  findings: readonly RetirementFinding[],
): string {
  if (answer === 'yes') {
    return `Yes: ${title} may be retired.`;
  }
  const wanted = answer === 'no' ? 'blocks' : 'unknown';
  const reasons = findings.filter(({ outcome }) => outcome === wanted);
  const [first] = reasons;
  const more = reasons.length - 1;
  const rest =
    more > 0 ? `, and ${more} more ${more === 1 ? 'reason' : 'reasons'}` : '';
  return answer === 'no'
    ? `No: ${first.title}${rest}.`
    : `Nobody can say: ${first.title}${rest}.`;
}

function judgeUsage({ usage, nowMs }: RetirementFacts): RetirementFinding[] {
  const { readMs, receivedMs, problem } = usage;
  const isFresh = (ms: number | undefined) =>
    ms !== undefined && nowMs - ms <= DAY_MS;
  if (isFresh(readMs) && isFresh(receivedMs)) {
    return [
      {
        kind: 'usage-data',
        outcome: 'holds',
        title: 'Usage data is fresh',
        detail: `The last telemetry came ${ageInWords(nowMs - receivedMs!)} ago.`,
      },
    ];
  }
  const since = isFresh(readMs) ? receivedMs : readMs;
  return [
    {
      kind: 'usage-data',
      outcome: 'unknown',
      title:
        since === undefined
          ? 'There is no usage data'
          : `Usage data is missing since ${dateInWords(since)}`,
      detail: `Who uses it now can’t be told${problem ? `: ${problem}` : ''}. It is asked for again and again; see that telemetry arrives.`,
    },
  ];
}

function judgeConsumer(
  consumer: KnownConsumer,
  { policy, nowMs }: RetirementFacts,
): RetirementFinding[] {
  const { facts, id, state, extension } = consumer;
  const { name } = facts;
  const findings: RetirementFinding[] = [];
  const add = (finding: Omit<RetirementFinding, 'consumerIds'>) =>
    findings.push({ ...finding, consumerIds: [id] });
  if (facts.kind === 'unnamed' && !consumer.ownerRef) {
    if (state !== 'left') {
      add({
        kind: 'unnamed',
        outcome: 'blocks',
        title: titleOfUnnamed(consumer),
        detail: `It was seen ${ageInWords(nowMs - (facts.lastSeenMs ?? nowMs))} ago${rateOf(consumer)}. Whoever it belongs to may claim it.`,
      });
    }
    return findings;
  }
  if (isSeen(consumer, policy, nowMs)) {
    const cadence =
      facts.cadenceDays !== undefined && state !== 'uses'
        ? ` It pauses up to ${Math.round(facts.cadenceDays)} days by itself: it is not gone before ${dateInWords(facts.lastSeenMs! + goneAfterDays(facts, policy) * DAY_MS)}.`
        : '';
    const isUnclear = facts.versions.some(use => use.isEnding && use.isUnclear);
    add({
      kind: isUnclear ? 'version-unclear' : 'seen',
      outcome: 'blocks',
      title: isUnclear
        ? `${name} uses it or another version, its traffic does not say which`
        : `${name} was seen ${ageInWords(nowMs - facts.lastSeenMs!)} ago`,
      detail: `Last seen on ${dateInWords(facts.lastSeenMs!)}${rateOf(consumer)}.${cadence}`,
    });
  }
  if (
    facts.isUnheard &&
    facts.kind !== 'unnamed' &&
    !hasMoved(consumer, nowMs)
  ) {
    add({
      kind: 'usage-data',
      outcome: consumer.acknowledgedMs === undefined ? 'blocks' : 'unknown',
      title: `Telemetry has nothing of ${name}`,
      detail:
        'Whether it still uses it can’t be seen. Its owner may say that it has moved.',
    });
  }
  if (hasToAgree(consumer) && !facts.isUnheard) {
    add({
      kind: 'not-agreed',
      outcome: 'blocks',
      title: `${name} has not agreed`,
      detail: [
        consumer.ownerRef
          ? `${consumer.ownerRef} was told${consumer.reminders > 0 ? ` and reminded ${consumer.reminders === 1 ? 'once' : `${consumer.reminders} times`}` : ''}, without an answer.`
          : 'It has no owner that could be told.',
      ].join(' '),
    });
  }
  if (extension?.state === 'asked') {
    add({
      kind: 'extension',
      outcome: 'blocks',
      title: `${name} asks for time until ${dateInWords(Date.parse(extension.until))}`,
      detail: extension.reason,
    });
  }
  if (extension?.state === 'granted' && Date.parse(extension.until) > nowMs) {
    add({
      kind: 'extension',
      outcome: 'blocks',
      title: `${name} has time until ${dateInWords(Date.parse(extension.until))}`,
      detail: 'That was granted.',
    });
  }
  return findings;
}

/** What is known by a key is in the way by that name. */
function titleOfUnnamed({ facts }: KnownConsumer): string {
  const { name, callerKey, lastSeenMs } = facts;
  const seen =
    lastSeenMs === undefined ? '' : ` (last seen ${dateInWords(lastSeenMs)})`;
  switch (callerKey?.kind) {
    case 'api-key':
      return `Calls with ${name}${seen}`;
    case 'account':
      return `Calls of ${name}${seen}`;
    case 'consumer-group':
      return `${name.charAt(0).toLocaleUpperCase('en-US')}${name.slice(1)}${seen}`;
    default:
      return `Nobody can be named for ${name}`;
  }
}

/** Used so lately that nobody can say it has left. */
function isSeen(
  consumer: KnownConsumer,
  policy: EndingPolicy,
  nowMs: number,
): boolean {
  const { facts, state } = consumer;
  if (facts.lastSeenMs === undefined || state === 'left') {
    return false;
  }
  const quietMs = nowMs - facts.lastSeenMs;
  return (
    quietMs <
    (hasMoved(consumer, nowMs)
      ? policy.unseenDays
      : goneAfterDays(facts, policy)) *
      DAY_MS
  );
}

/** Its owner said when it will have moved, that has passed, and nothing was seen since. */
function hasMoved(
  { movesMs, facts, acknowledgedMs }: KnownConsumer,
  nowMs: number,
): boolean {
  return (
    acknowledgedMs !== undefined &&
    movesMs !== undefined &&
    movesMs <= nowMs &&
    (facts.lastSeenMs ?? 0) <= movesMs
  );
}

function rateOf({ facts }: KnownConsumer): string {
  const perDay = facts.versions
    .filter(({ isEnding }) => isEnding)
    .reduce((sum, use) => sum + (use.callsPerDay ?? 0), 0);
  return perDay >= 1 ? `, ${Math.round(perDay)} calls a day` : '';
}

function judgeAgreement({
  consumers,
  policy,
}: RetirementFacts): RetirementFinding[] {
  const agreed = consumers.filter(
    ({ acknowledgedMs }) => acknowledgedMs !== undefined,
  );
  const gone = consumers.filter(({ state }) => state === 'presumed-gone');
  const left = consumers.filter(({ state }) => state === 'left');
  const all = (
    kind: RetirementFinding['kind'],
    some: readonly KnownConsumer[],
    title: (names: string) => string,
    detail?: string,
  ): RetirementFinding[] =>
    some.length === 0
      ? []
      : [
          {
            kind,
            outcome: 'holds',
            title: title(listInWords(some.map(({ facts }) => facts.name))),
            ...(detail && { detail }),
            consumerIds: some.map(({ id }) => id),
          },
        ];
  const nobody: RetirementFinding[] =
    consumers.length === 0
      ? [
          {
            kind: 'seen',
            outcome: 'holds',
            title: 'Nobody is declared or was seen to use it',
          },
        ]
      : [];
  return [
    ...nobody,
    ...all('not-agreed', agreed, names => `${names} agreed`),
    ...all(
      'seen',
      left,
      names => `${names} left`,
      `None was seen for ${policy.unseenDays} days, and longer than it pauses by itself.`,
    ),
    ...all(
      'seen',
      gone,
      names => `${names} is presumed gone`,
      'Reminders were not answered, and there was no use for longer than its longest pause.',
    ),
  ];
}

function judgeReplacement(replacement: ReplacementFacts): RetirementFinding[] {
  switch (replacement.kind) {
    case 'missing':
      return [
        {
          kind: 'replacement-missing',
          outcome: 'blocks',
          title: 'Nobody said what replaces it',
          detail:
            'Name a replacement, or say with a reason that none is needed.',
        },
      ];
    case 'none':
      return [
        {
          kind: 'replacement-missing',
          outcome: 'holds',
          title: 'It needs no replacement',
          detail: replacement.reason,
        },
      ];
    case 'outside':
      return [
        {
          kind: 'replacement-objective',
          outcome: 'holds',
          title: `${replacement.text} replaces it`,
          detail: 'Nothing here measures how that does.',
        },
      ];
    default:
      return judgeKnown(replacement);
  }
}

function judgeKnown({
  title,
  problem,
  objectives,
  healthProblem,
}: Extract<ReplacementFacts, { kind: 'known' }>): RetirementFinding[] {
  if (problem) {
    return [
      {
        kind: 'replacement-ending',
        outcome: 'blocks',
        title: `${title} can’t replace it`,
        detail: problem,
      },
    ];
  }
  if (healthProblem) {
    return [
      {
        kind: 'replacement-objective',
        outcome: 'unknown',
        title: `How ${title} does is not known`,
        detail: healthProblem,
      },
    ];
  }
  const missed = objectives.filter(({ state }) => state === 'missed');
  const unmeasured = objectives.filter(({ state }) => state === 'unmeasured');
  if (missed.length > 0) {
    return missed.map(objective => ({
      kind: 'replacement-objective',
      outcome: 'blocks',
      title: `${title} misses its objective: ${objective.title}`,
      detail: objective.detail,
    }));
  }
  if (unmeasured.length > 0) {
    return unmeasured.map(objective => ({
      kind: 'replacement-objective',
      outcome: 'unknown',
      title: `Whether ${title} meets its objective is not measured: ${objective.title}`,
      detail: objective.detail,
    }));
  }
  return [
    {
      kind: 'replacement-objective',
      outcome: 'holds',
      title:
        objectives.length === 0
          ? `${title} has promised no objective`
          : `${title} meets its objectives`,
      ...(objectives.length > 0 && {
        detail: objectives
          .map(({ title: what, detail }) =>
            detail ? `${what}: ${detail}` : what,
          )
          .join(' '),
      }),
    },
  ];
}
