import { Criticality } from '@tieline/plugin-integrations-common';
import { CallerKey } from '@tieline/plugin-integrations-common/telemetry';

/** Calls in a day. */
export interface UseDay {
  /** YYYY-MM-DD in UTC. */
  date: string;
  calls: number;
}

/** A version that a consumer was seen to use. */
export interface VersionUse {
  /** As telemetry says it. */
  version: string;
  lastSeenMs: number;
  /** Over the last 30 days. */
  callsPerDay?: number;
  /** Of the consumer's calls in the last 30 days, 0 to 1; null is unmeasured. */
  share: number | null;
  /** It is, or may be, the version that ends. */
  isEnding: boolean;
  /** It may as well be a version that does not end. */
  isUnclear: boolean;
}

/** Who uses what ends, as the catalog and telemetry have it. */
export interface ConsumerFacts {
  /** The same at each look. */
  key: string;
  name: string;
  entityRef?: string;
  ownerRef?: string;
  criticality?: Criticality;
  /** `unnamed`: traffic that nobody can be named for. */
  kind: 'declared' | 'observed' | 'both' | 'unnamed';
  /** By what it is known, where nobody can be named for it. */
  callerKey?: CallerKey;
  /** Whose it is, as somebody said for all of its traffic. */
  claim?: { ownerRef: string; claimedBy: string };
  integrationRefs: string[];
  /** Services of its that were seen, as telemetry names them; empty stands for one without a name. */
  services: string[];
  declaredVersion?: string;
  /** What it declares is not what ends. */
  declaresOther: boolean;
  isMismatched?: boolean;
  /** The longest pause between two uses that it declares. */
  cadenceDays?: number;
  /** Telemetry has nothing of the integrations that it is declared by. */
  isUnheard: boolean;
  /** With what ends. */
  firstSeenMs?: number;
  /** With what ends. */
  lastSeenMs?: number;
  versions: VersionUse[];
  /** Calls of what ends; days without are missing. */
  days: UseDay[];
  /** By which entities it is found: itself, its system, its integrations, its owner. */
  refs: string[];
}
