import {
  EndingConsumer,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { words } from './markdownWords';
import { shortRef, utcDay } from './readableFacts';

/** Of a consumer, what an announcement says. */
export type KnownConsumer = Pick<
  EndingConsumer,
  | 'name'
  | 'kind'
  | 'state'
  | 'ownerRef'
  | 'lastSeenAt'
  | 'acknowledgedAt'
  | 'movesAt'
  | 'extension'
>;

/** More than anybody reads; the page has all. */
const MAX_ROWS = 100;

/** Who is known to use what ends, in the order given, as paragraphs of Markdown. */
export function describeConsumers({
  consumers,
  hiddenConsumers,
}: Pick<EndingSummary, 'hiddenConsumers'> & {
  consumers: readonly KnownConsumer[];
}): string[] {
  const rows = consumers.slice(0, MAX_ROWS).map(rowOf);
  const more = consumers.length - rows.length + hiddenConsumers;
  const isNobody = rows.length === 0 && more === 0;
  return [
    ...(rows.length > 0
      ? [
          [
            '| who | owner | last seen | answer |',
            '| --- | --- | --- | --- |',
            ...rows,
          ].join('\n'),
        ]
      : []),
    ...(more > 0
      ? [
          rows.length > 0
            ? `And ${more} more that this list does not show.`
            : `Consumers that this list does not show: ${more}.`,
        ]
      : []),
    isNobody
      ? 'Nobody is known to use it. If you do, say so.'
      : 'If you use it and are not among them, say so.',
  ];
}

function rowOf(consumer: KnownConsumer): string {
  const { name, kind, ownerRef, lastSeenAt } = consumer;
  const who = kind === 'unnamed' ? `${words(name)} (whose?)` : words(name);
  const cells = [
    who,
    ownerRef ? shortRef(ownerRef) : 'nobody',
    lastSeenAt ? utcDay(lastSeenAt) : 'never',
    answerOf(consumer),
  ];
  return `| ${cells.join(' | ')} |`;
}

function answerOf({
  kind,
  state,
  acknowledgedAt,
  movesAt,
  extension,
}: KnownConsumer): string {
  const parts = [
    state === 'left' && 'has left',
    state === 'presumed-gone' && 'presumed gone',
    extension && extensionWords(extension),
    movesAt && `moves by ${utcDay(movesAt)}`,
  ].filter(Boolean);
  if (parts.length > 0) {
    return parts.join('; ');
  }
  if (acknowledgedAt) {
    return 'has read it';
  }
  return kind === 'unnamed' ? 'nobody claimed it yet' : 'none yet';
}

function extensionWords({
  state,
  until,
}: NonNullable<KnownConsumer['extension']>): string {
  const date = utcDay(until);
  return {
    asked: `asks for time until ${date}`,
    granted: `has time until ${date}`,
    refused: `more time until ${date} was refused`,
  }[state];
}
