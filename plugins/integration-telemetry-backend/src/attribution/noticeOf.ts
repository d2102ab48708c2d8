import { EndingNotice, EndingWord } from '../series/EndingNotice';
import { Judgement } from './CallJudge';

/** What a response said of an end, at the place that it is kept at. */
export function noticeOf(
  { series, address }: Judgement,
  word: EndingWord,
  atMs: number,
): EndingNotice {
  const { subject, environment, side, operation, version, consumer } = series;
  return {
    subject,
    environment,
    side,
    operation,
    address,
    version,
    consumer,
    ...word,
    saidSinceMs: atMs,
    firstSeenMs: atMs,
    lastSeenMs: atMs,
  };
}
