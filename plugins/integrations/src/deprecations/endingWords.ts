import { HealthStatus } from '@tieline/plugin-integrations-common';
import {
  EndingPage,
  EndingStatus,
  EndingSummary,
  RetirementFinding,
  RetirementVerdict,
} from '@tieline/plugin-integrations-common/contracts';
import { counted } from '../contracts/contractWords';
import {
  formatAge,
  formatClock,
  formatDay,
  formatElapsed,
  formatShare,
} from '../shared/format';
import { nearDay } from './nearDay';

/** No break between a number and its unit. */
const NBSP = '\u00a0';

const DAY_MS = 86_400_000;

/** How an ending stands, worst first; `icon` undefined where it is over. */
export const STATUSES: ReadonlyArray<{
  id: EndingStatus;
  title: string;
  /** In the lead, after a number. */
  short: string;
  icon?: HealthStatus;
}> = [
  { id: 'overdue', title: 'overdue', short: 'overdue', icon: 'failing' },
  {
    id: 'too-late',
    title: 'ends too late',
    short: 'too late',
    icon: 'failing',
  },
  { id: 'blocked', title: 'blocked', short: 'blocked', icon: 'degraded' },
  { id: 'unknown', title: 'unknown', short: 'unknown', icon: 'unknown' },
  { id: 'on-track', title: 'on track', short: 'on track', icon: 'healthy' },
  {
    id: 'safe',
    title: 'safe to retire',
    short: 'safe to retire',
    icon: 'healthy',
  },
  { id: 'retired', title: 'retired', short: 'retired' },
  { id: 'withdrawn', title: 'taken back', short: 'taken back' },
];

/** What somebody has to do something about. */
export const WORRYING: EndingStatus[] = ['overdue', 'too-late', 'blocked'];

const OVER: EndingStatus[] = ['retired', 'withdrawn'];

export function isOver({ status }: EndingSummary): boolean {
  return OVER.includes(status);
}

export function statusOf(status: EndingStatus) {
  return STATUSES.find(({ id }) => id === status)!;
}

const OBSTACLES: Record<RetirementFinding['kind'], string> = {
  'usage-data': 'usage data is missing',
  seen: 'still in use',
  'version-unclear': 'versions cannot be told apart',
  unnamed: 'nobody can be named for some of its traffic',
  'not-agreed': 'not everybody agreed',
  extension: 'more time is asked for',
  'replacement-missing': 'no replacement is named',
  'replacement-ending': 'its replacement ends, too',
  'replacement-objective': 'replacement misses its objective',
  'replaces-another': 'something else is to move to it',
};

/** What is in the way of a blocked ending, in few words. */
export function obstacleWords(ending: EndingSummary): string | undefined {
  const finding =
    ending.status === 'blocked'
      ? ending.verdict.findings.find(({ outcome }) => outcome === 'blocks')
      : undefined;
  return finding && OBSTACLES[finding.kind];
}

function plural(items: EndingSummary[], count: number): string {
  const kinds = new Set(items.map(({ subject }) => subject.kind));
  if (kinds.size > 1) {
    return `${count} versions and integrations`;
  }
  return counted(count, kinds.has('integration') ? 'integration' : 'version');
}

/** `5 versions are ending: 1 too late, 4 on track. As of 09:53.` */
export function leadOf(page: EndingPage): string {
  const counts = STATUSES.flatMap(({ id, short }) => {
    const count = page.statuses.find(({ status }) => status === id)?.count;
    return count ? [{ id, count, text: `${count} ${short}` }] : [];
  });
  const ending = counts
    .filter(({ id }) => !OVER.includes(id))
    .reduce((sum, { count }) => sum + count, 0);
  const asOf = `As of ${formatClock(page.asOf)}.`;
  if (counts.length === 0) {
    return `Nothing is ending. ${asOf}`;
  }
  const subject = ending
    ? `${plural(page.items, ending)} ${ending === 1 ? 'is' : 'are'} ending`
    : 'Nothing is ending';
  return `${subject}: ${counts.map(({ text }) => text).join(', ')}. ${asOf}`;
}

/** Whole days between two instants, at least one. */
export function daysBetween(from: string, to: string | Date): string {
  const days = (new Date(to).getTime() - Date.parse(from)) / DAY_MS;
  return `${Math.max(1, Math.round(days)).toLocaleString('en-GB')}${NBSP}d`;
}

/** `sunset 30 Nov`, and how long ago where it is past. */
export function sunsetWords(ending: EndingSummary, now: Date): string {
  const { sunsetAt } = ending;
  if (!sunsetAt) {
    return 'no sunset date is known';
  }
  const words = `sunset ${nearDay(sunsetAt, now)}`;
  return Date.parse(sunsetAt) < now.getTime() && !isOver(ending)
    ? `${words}, ${daysBetween(sunsetAt, now)} ago`
    : words;
}

/** By when, in words: `ends 31 Dec, in 34 d`; `ended 31 Oct, 18 d ago`. */
export function endsWords(sunsetAt: string | undefined, now: Date): string {
  if (!sunsetAt) {
    return 'ends, nobody said when';
  }
  const day = formatDay(sunsetAt, now);
  const leftMs = Date.parse(sunsetAt) - now.getTime();
  return leftMs > 0
    ? `ends ${day}, in ${formatElapsed(leftMs)}`
    : `ended ${day}, ${formatAge(sunsetAt, now)} ago`;
}

/** What is foreseen, and what it rests on. */
export interface ForecastWords {
  main: string;
  detail?: string;
  tone: 'late' | 'plain' | 'unknown';
}

function unknownWords(ending: EndingSummary, now: Date): ForecastWords {
  const { forecast, usageReadAt, verdict } = ending;
  // What is not known of one consumer only has that consumer named.
  const isMissing = verdict.findings.some(
    ({ kind, outcome, consumerIds }) =>
      kind === 'usage-data' && outcome !== 'holds' && !consumerIds,
  );
  if (isMissing || !usageReadAt) {
    return {
      tone: 'unknown',
      main: usageReadAt
        ? `no forecast: usage data missing since ${nearDay(usageReadAt, now)}`
        : 'no forecast: no usage data was read yet',
    };
  }
  const { explanation } = forecast;
  return {
    tone: 'unknown',
    main: 'no forecast',
    // It goes on after a comma.
    detail:
      explanation &&
      explanation.charAt(0).toLocaleLowerCase('en-US') + explanation.slice(1),
  };
}

function expectedWords(ending: EndingSummary, now: Date): ForecastWords {
  const { forecast, sunsetAt } = ending;
  const { lastAt, fromAt, untilAt, confidence } = forecast;
  if (!lastAt) {
    return unknownWords(ending, now);
  }
  const isLate =
    sunsetAt !== undefined && Date.parse(lastAt) > Date.parse(sunsetAt);
  const detail =
    fromAt && untilAt
      ? [
          `${nearDay(fromAt, now)} to ${nearDay(untilAt, now)}`,
          ...(confidence === undefined ? [] : [formatShare(confidence)]),
        ].join(', ')
      : undefined;
  return {
    tone: isLate ? 'late' : 'plain',
    main: `last leaves ${nearDay(lastAt, now)}${
      isLate ? ` · ${daysBetween(sunsetAt, lastAt)} after sunset` : ''
    }`,
    detail,
  };
}

/** When the last consumer will have moved, in words; nothing is good about not knowing it. */
export function forecastWords(ending: EndingSummary, now: Date): ForecastWords {
  const { forecast, overAt, sunsetAt, status, verdict } = ending;
  if (isOver(ending)) {
    const { title } = statusOf(status);
    return {
      tone: 'plain',
      main: overAt ? `${title} ${nearDay(overAt, now)}` : title,
    };
  }
  if (status === 'safe') {
    return { tone: 'plain', main: verdict.sentence.replace(/^yes[:,] /i, '') };
  }
  switch (forecast.outcome) {
    case 'expected':
      return expectedWords(ending, now);
    case 'left':
      return {
        tone: 'plain',
        main: forecast.lastAt
          ? `last left ${nearDay(forecast.lastAt, now)}`
          : 'the last has left',
      };
    case 'not-in-sight':
      return {
        tone: sunsetAt ? 'late' : 'plain',
        main: 'no end in sight',
        detail: 'use does not decline',
      };
    default:
      return unknownWords(ending, now);
  }
}

/** `no, 2 blockers` */
export function answerWords(verdict: RetirementVerdict): string {
  const count = (outcome: RetirementFinding['outcome']) =>
    verdict.findings.filter(finding => finding.outcome === outcome).length;
  switch (verdict.answer) {
    case 'yes':
      return 'yes';
    case 'no':
      return count('blocks')
        ? `no, ${counted(count('blocks'), 'blocker')}`
        : 'no';
    default:
      return count('blocks')
        ? `unknown, ${counted(count('blocks'), 'blocker')}`
        : 'unknown';
  }
}

/** All of an ending's bar in one breath, for those who can't see it. */
export function endingSentence(ending: EndingSummary, now: Date): string {
  const { title, activeSince, announcedAt, consumers } = ending;
  const obstacle = obstacleWords(ending);
  const { main, detail } = forecastWords(ending, now);
  const life = [
    ...(activeSince ? [`active since ${nearDay(activeSince, now)}`] : []),
    `deprecated since ${nearDay(announcedAt, now)}`,
    sunsetWords(ending, now),
  ].join(', ');
  return [
    `${title}: ${statusOf(ending.status).title}${obstacle ? `, ${obstacle}` : ''}`,
    life,
    [main, detail].filter(Boolean).join(', '),
    counted(consumers.length, 'consumer'),
  ].join('; ');
}
