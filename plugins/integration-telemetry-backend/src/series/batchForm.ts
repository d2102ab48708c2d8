import { ExemplarReason } from './Exemplar';
import { QueueMeasure } from './QueueLevels';
import { RecordOutcome } from './RecordCounts';
import { CallSide, SeriesMarks } from './SeriesBatch';

/** Stands first; what a version that is not known wrote is refused. */
export const VERSION = 6;

/** What spelt all keys out is read too. */
export const OLDEST_VERSION = 1;

/** The first version that may name keys by their digest. */
export const VERSION_WITH_DIGESTS = 3;

/** The first version that tells of queues and exemplars. */
export const VERSION_WITH_QUEUES = 4;

/** The first version that tells of records. */
export const VERSION_WITH_RECORDS = 5;

/** The first version that tells of notices of ends. */
export const VERSION_WITH_NOTICES = 6;

/** A reader has to know all that are named at once; further ones are spelt out. */
export const MAX_NAMED = 10_000;

/** Stands where a key follows instead of being named. */
export const SPELT_OUT = 0;

export const sides: CallSide[] = ['caller', 'callee'];

// Never in another order: the inbox holds their places.
export const reasons: ExemplarReason[] = ['failed', 'slow', 'seen'];
export const measures: QueueMeasure[] = [
  'ready',
  'unacknowledged',
  'lag',
  'age',
];
export const outcomes: RecordOutcome[] = [
  'sent',
  'received',
  'rejected',
  'deduplicated',
];

const SAMPLING_UNKNOWN = 1;
const ENVIRONMENT_ASSUMED = 2;
export const HAS_FLOW = 4;

/** Which dates a notice of an end has. */
export const HAS_DEPRECATION = 1;
export const HAS_SUNSET = 2;

const allMarks: readonly SeriesMarks[] = [0, 1, 2, 3].map(flags =>
  Object.freeze({
    samplingUnknown: (flags & SAMPLING_UNKNOWN) !== 0,
    environmentAssumed: (flags & ENVIRONMENT_ASSUMED) !== 0,
  }),
);

/** What a byte says of a series. */
export const marksOf = (flags: number): SeriesMarks =>
  allMarks[flags & (SAMPLING_UNKNOWN | ENVIRONMENT_ASSUMED)];

/** The byte that says it. */
export function marksByte(marks: SeriesMarks): number {
  return (
    (marks.samplingUnknown ? SAMPLING_UNKNOWN : 0) +
    (marks.environmentAssumed ? ENVIRONMENT_ASSUMED : 0)
  );
}
