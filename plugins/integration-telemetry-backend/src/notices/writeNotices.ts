import { Knex } from 'knex';
import { FLOW_PREFIX } from '../attribution/flowId';
import { EndingNotice, mergeNotices, noticeKey } from '../series/EndingNotice';
import { NoticeRow, seenBy, toNotice, toRow } from './noticeRows';

const ROWS_PER_STATEMENT = 100;

/** Places kept of one integration or flow; what is new past it is left out. */
export const MOST_PER_SUBJECT = 50;

/** Places kept of all flows together: anybody may call anything. */
export const MOST_OF_FLOWS = 2_000;

/**
 * Writes notices of ends within a transaction that holds the writer's lock.
 * Each place keeps the latest, with when it was seen first and last.
 */
export async function writeNotices(
  tx: Knex.Transaction,
  notices: readonly EndingNotice[],
  nowMs: number,
): Promise<void> {
  for (let at = 0; at < notices.length; at += ROWS_PER_STATEMENT) {
    const some = notices.slice(at, at + ROWS_PER_STATEMENT);
    await writeSome(
      tx,
      some.map(notice => seenBy(notice, nowMs)),
    );
  }
}

async function writeSome(
  tx: Knex.Transaction,
  notices: readonly EndingNotice[],
): Promise<void> {
  const subjects = [...new Set(notices.map(({ subject }) => subject))];
  const stored: NoticeRow[] = await tx<NoticeRow>('ending_notices').whereIn(
    'subject',
    subjects,
  );
  const before = new Map(
    stored.map(row => [noticeKey(toNotice(row)), toNotice(row)]),
  );
  const counts = new Map<string, number>();
  stored.forEach(({ subject }) =>
    counts.set(subject, (counts.get(subject) ?? 0) + 1),
  );
  const isNewFlow = (notice: EndingNotice) =>
    notice.subject.startsWith(FLOW_PREFIX) && !before.has(noticeKey(notice));
  let flowsLeft = notices.some(isNewFlow)
    ? MOST_OF_FLOWS - (await countFlows(tx))
    : 0;
  const written = notices.flatMap(notice => {
    const there = before.get(noticeKey(notice));
    if (there) {
      return [mergeNotices(there, notice)];
    }
    const count = counts.get(notice.subject) ?? 0;
    const isFlow = isNewFlow(notice);
    if (count >= MOST_PER_SUBJECT || (isFlow && flowsLeft <= 0)) {
      return [];
    }
    counts.set(notice.subject, count + 1);
    flowsLeft -= isFlow ? 1 : 0;
    return [notice];
  });
  if (written.length > 0) {
    await tx('ending_notices')
      .insert(written.map(toRow))
      .onConflict([
        'subject',
        'environment',
        'side',
        'operation',
        'address',
        'version',
      ])
      .merge();
  }
}

async function countFlows(tx: Knex.Transaction): Promise<number> {
  const row = await tx('ending_notices')
    .where('subject', 'like', `${FLOW_PREFIX}%`)
    .count({ count: '*' })
    .first();
  return Number(row?.count ?? 0);
}
