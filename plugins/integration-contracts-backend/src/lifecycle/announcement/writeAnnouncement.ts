import {
  Brownout,
  EndingSummary,
  HeaderField,
} from '@tieline/plugin-integrations-common/contracts';
import { describeConsumers, KnownConsumer } from './describeConsumers';
import { link, quotation, words } from './markdownWords';
import { shortRef, utcDay, utcMinute } from './readableFacts';

/** Of an ending, what people are told. */
export interface AnnouncedEnding extends Pick<
  EndingSummary,
  | 'title'
  | 'status'
  | 'ownerRef'
  | 'announcedAt'
  | 'announcedBy'
  | 'sunsetAt'
  | 'replacement'
  | 'replacementTitle'
  | 'note'
  | 'isForeign'
  | 'overAt'
  | 'hiddenConsumers'
> {
  consumers: ReadonlyArray<KnownConsumer>;
  brownouts: ReadonlyArray<
    Pick<Brownout, 'startsAt' | 'endsAt' | 'note' | 'state'>
  >;
}

/** What an announcement points to. */
export interface AnnouncementPointers {
  /** The ending's page: there people answer. */
  pageUrl: string;
  /** Where the replacement can be read about. */
  replacementUrl?: string;
  headers: readonly HeaderField[];
}

/** As the API takes it. */
const MAX_NOTE_CHARACTERS = 20_000;
const MAX_REASON_CHARACTERS = 2_000;
/** The next ones are on the page. */
const MAX_BROWNOUTS = 20;

/**
 * The announcement of an ending in Markdown (CommonMark with GitHub's tables):
 * what ends, when, what replaces it, what to do, who is known to use it, how to
 * answer. Names become no markup; the note is Markdown, and quoted.
 */
export function writeAnnouncement(
  ending: AnnouncedEnding,
  pointers: AnnouncementPointers,
): string {
  const isOver = ending.status === 'retired' || ending.status === 'withdrawn';
  const sections = [
    `# ${headline(ending)}`,
    whatAndWhen(ending),
    ...(ending.status === 'withdrawn' ? [] : whatToDo(ending, pointers)),
    ...(isOver
      ? [`More is on ${link('its page', pointers.pageUrl)}.`]
      : [
          ...outages(ending),
          '## Who is known to use it',
          ...describeConsumers(ending),
          ...howToAnswer(ending, pointers),
          ...forPrograms(pointers),
        ]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function headline({ title, status, sunsetAt, overAt }: AnnouncedEnding) {
  const name = words(title);
  const overOn = overAt ? ` on ${utcDay(overAt)}` : '';
  if (status === 'retired') {
    return `${name} was switched off${overOn}`;
  }
  if (status === 'withdrawn') {
    return `${name} does not end`;
  }
  return sunsetAt
    ? `${name} ends on ${utcDay(sunsetAt)}`
    : `${name} is deprecated`;
}

function whatAndWhen(ending: AnnouncedEnding): string {
  const { title, status, ownerRef, announcedAt, announcedBy } = ending;
  const { sunsetAt, overAt, isForeign } = ending;
  const name = `**${words(title)}**`;
  const by = announcedBy ? ` by ${shortRef(announcedBy)}` : '';
  const owner = [
    ownerRef ? ` It is owned by ${shortRef(ownerRef)}.` : '',
    isForeign
      ? ' It comes from outside: nobody here decides about its end.'
      : '',
  ].join('');
  if (status === 'withdrawn') {
    return `${name} was announced to end. That was taken back${overAt ? ` on ${utcDay(overAt)}` : ''}: nobody has to move.${owner}`;
  }
  const since = `${name} has been deprecated since ${utcDay(announcedAt)}${by}`;
  if (status === 'retired') {
    return `${since}, and is switched off.${owner}`;
  }
  return sunsetAt
    ? `${since}. It may stop answering from **${utcMinute(sunsetAt)} UTC** on.${owner}`
    : `${since}. Nobody has said yet when it stops answering.${owner}`;
}

function whatToDo(
  { replacement, replacementTitle, note }: AnnouncedEnding,
  { replacementUrl }: AnnouncementPointers,
): string[] {
  const title = replacementTitle ?? replacement?.text;
  const instead =
    replacement?.kind === 'none'
      ? `Nothing replaces it${replacement.reason ? `: ${words(replacement.reason, MAX_REASON_CHARACTERS)}` : '.'}`
      : title && `Use **${link(title, replacementUrl)}** instead.`;
  return [
    '## What to do',
    instead ?? 'Nobody has said yet what replaces it.',
    ...(note?.trim() ? [quotation(note, MAX_NOTE_CHARACTERS)] : []),
  ];
}

function outages({ brownouts }: AnnouncedEnding): string[] {
  const planned = brownouts.filter(
    ({ state }) => state === 'planned' || state === 'ongoing',
  );
  if (planned.length === 0) {
    return [];
  }
  const lines = planned
    .slice(0, MAX_BROWNOUTS)
    .map(
      ({ startsAt, endsAt, note }) =>
        `- ${utcMinute(startsAt)} to ${utcMinute(endsAt)} UTC${note ? `: ${words(note, MAX_REASON_CHARACTERS)}` : ''}`,
    );
  return [
    '## Short outages before',
    'It is switched off for a short time, to find out who still needs it:',
    lines.join('\n'),
  ];
}

function howToAnswer(
  { isForeign }: AnnouncedEnding,
  { pageUrl }: AnnouncementPointers,
): string[] {
  const answers = [
    '- that you have read this;',
    `- when you will have moved${isForeign ? '.' : ';'}`,
    ...(isForeign
      ? []
      : ['- or that you need more time: until when, and why.']),
  ];
  return [
    '## How to answer',
    `Say on ${link('its page', pageUrl)}`,
    answers.join('\n'),
    'Whoever does not answer is reminded as the date nears.',
  ];
}

function forPrograms({ headers }: AnnouncementPointers): string[] {
  return headers.length === 0
    ? []
    : [
        '## For programs',
        'Over HTTP, its answers should carry these headers (RFC 9745, RFC 8594):',
        [
          '```http',
          ...headers.map(({ name, value }) => `${name}: ${value}`),
          '```',
        ].join('\n'),
      ];
}
