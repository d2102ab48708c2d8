import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';

/** Whose series hold a difference's calls. */
export interface DriftTraffic {
  /** Of flows that nobody declared: reports of the same calls. */
  flowIds?: string[];
  /** Of the other side of a topic: their calls are other calls, of the same flow. */
  partnerIds?: string[];
  /** Of flows: when the oldest report of the same ends was first seen, also one that said less. */
  knownSinceMs?: number;
  /** A part of an integration's own series. */
  integration?: { version?: string; consumer?: string };
}

/** A difference as it was found, without what was decided of it. */
export interface FoundDrift {
  item: DriftItem;
  traffic: DriftTraffic;
}
