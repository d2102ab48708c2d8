import { EarlyReason } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { grouped, listed } from '../checklist/checks/words';
import { VolumeLevels } from './volumeDoubled';

type Compared = Pick<IntegrationFacets, 'ownerRef' | 'viaRefs'>;

/** That somebody said a business process changed. */
export interface KnownProcessChange {
  process: string;
  note: string;
  /** ISO 8601 */
  at: string;
}

/**
 * Why an integration is to be reviewed before its cadence says so, the oldest
 * reason first. What is found again keeps the instant of the first time.
 */
export function findEarlyReasons(given: {
  /** At the last review; missing where there was none. */
  before?: Compared;
  now: Compared;
  volume?: VolumeLevels;
  /** Of its processes, since the last review. */
  processChanges: readonly KnownProcessChange[];
  /** What was found before, since the same review. */
  known: readonly EarlyReason[];
  at: Date;
}): EarlyReason[] {
  const { before, now, volume, known, at } = given;
  const found = (kind: EarlyReason['kind'], text: string): EarlyReason => ({
    kind,
    text,
    at: known.find(one => one.kind === kind)?.at ?? at.toISOString(),
  });
  const reasons: EarlyReason[] = [];
  if (volume) {
    reasons.push(
      found(
        'volume',
        `Volume doubled since the last review: from ${grouped(volume.before)} to ${grouped(volume.now)} a day.`,
      ),
    );
  }
  if (before && !isSame(before.viaRefs, now.viaRefs)) {
    reasons.push(
      found(
        'platform',
        `At the last review it went via ${platformsOf(before)}; now it goes via ${platformsOf(now)}.`,
      ),
    );
  }
  if (before && before.ownerRef !== now.ownerRef) {
    reasons.push(
      found(
        'owner',
        `At the last review ${before.ownerRef ?? 'nobody'} owned it; now ${now.ownerRef ?? 'nobody'} does.`,
      ),
    );
  }
  for (const { process, note, at: changedAt } of given.processChanges) {
    reasons.push({
      kind: 'process',
      text: `The business process “${process}” changed: ${note}`,
      at: changedAt,
    });
  }
  return reasons.sort(
    (left, right) => Date.parse(left.at) - Date.parse(right.at),
  );
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return [...left].sort().join() === [...right].sort().join();
}

function platformsOf({ viaRefs }: Compared): string {
  return viaRefs.length > 0 ? listed([...viaRefs].sort()) : 'no platform';
}
