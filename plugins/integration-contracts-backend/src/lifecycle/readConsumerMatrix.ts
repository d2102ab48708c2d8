import {
  ConsumerMatrix,
  matchVersions,
  MatrixRow,
} from '@tieline/plugin-integrations-common/contracts';
import { VersionRow } from '../registry/Contract';
import { toWireVersion } from '../registry/VersionStore';
import { ConsumerFacts, VersionUse } from './consumers/ConsumerFacts';

/** Versions that nobody was seen to use and that are older than these are left out. */
const MOST_VERSIONS = 12;

/** What telemetry says nothing of. */
const UNSAID = 'unknown';

/**
 * Consumers by version. What telemetry says is shown as the registered version that
 * it is, or as the newest one on its line.
 *
 * @param versions - newest first
 */
export function readConsumerMatrix(
  versions: readonly VersionRow[],
  consumers: readonly ConsumerFacts[],
  nowMs: number,
): Pick<ConsumerMatrix, 'versions' | 'consumers'> {
  const names = versions.map(({ version }) => version);
  const shownAs = (observed: string) =>
    observed === '' ? UNSAID : (matchVersions(observed, names)[0] ?? observed);
  const rows = consumers.map(consumer => toRow(consumer, shownAs));
  const used = new Set(
    rows.flatMap(({ cells }) => cells.map(({ version }) => version)),
  );
  const registered = versions.filter(
    ({ version }, at) => at < MOST_VERSIONS || used.has(version),
  );
  const others = [...used].filter(version => !names.includes(version));
  return {
    versions: [
      ...registered.map(row => ({
        version: row.version,
        isRegistered: true,
        state: toWireVersion(row, nowMs).state,
      })),
      ...others.map(version => ({ version, isRegistered: false })),
    ],
    consumers: rows,
  };
}

function toRow(
  {
    name,
    entityRef,
    ownerRef,
    kind,
    callerKey,
    integrationRefs,
    declaredVersion,
    isMismatched,
    versions,
  }: ConsumerFacts,
  shownAs: (observed: string) => string,
): MatrixRow {
  const cells = new Map<string, VersionUse>();
  for (const use of versions) {
    const version = shownAs(use.version);
    const known = cells.get(version);
    cells.set(version, {
      ...use,
      version,
      ...(known && {
        lastSeenMs: Math.max(known.lastSeenMs, use.lastSeenMs),
        callsPerDay: (known.callsPerDay ?? 0) + (use.callsPerDay ?? 0),
        share:
          known.share === null || use.share === null
            ? null
            : known.share + use.share,
      }),
    });
  }
  return {
    name,
    entityRef,
    ownerRef,
    kind,
    callerKey,
    integrationRefs,
    declaredVersion,
    isMismatched,
    cells: [...cells.values()].map(
      ({ version, lastSeenMs, callsPerDay, share }) => ({
        version,
        lastSeenAt: new Date(lastSeenMs).toISOString(),
        callsPerDay,
        share,
      }),
    ),
  };
}
