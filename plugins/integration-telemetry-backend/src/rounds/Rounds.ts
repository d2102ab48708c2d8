import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import type { TelemetryConfig } from '../readTelemetryConfig';
import type { KnownCatalog } from '../readCatalog';

/** What of the configuration rounds go by: plain data, so that it can go to another thread. */
export type RoundsSettings = Pick<
  TelemetryConfig,
  | 'alarms'
  | 'cardinality'
  | 'defaultEnvironment'
  | 'evaluationIntervalMs'
  | 'outbound'
  | 'queueMetrics'
  | 'recordMetrics'
  | 'reconciliation'
  | 'retention'
> & {
  /** Of the portal's pages. */
  baseUrl: string;
};

/** What rounds need of others, and tell them. */
export interface RoundsSurroundings {
  logger: Pick<LoggerService, 'error' | 'info' | 'warn'>;
  /** Missing where the backend has no notifications. */
  notifications?: NotificationService;
  /** Health was evaluated once more; of these integrations it says something new. */
  onRound(changed: readonly string[]): Promise<void>;
}

/**
 * What is done again and again without anybody asking: health, drift, alarms
 * and slow changes are judged, hours are packed, and what is old is forgotten.
 */
export interface Rounds {
  /** Goes round from now on. */
  start(): Promise<void>;

  /** Goes by this from now on; needed before the start. */
  use(catalog: KnownCatalog): Promise<void>;

  /** Something arrived, or somebody decided something: the next round comes soon. */
  wake(): void;

  /** Evaluates the health of all integrations once, now. */
  evaluateAll(): Promise<void>;

  /** Somebody accepted the level of a trend: it is no reason any more. */
  forgetRaisedTrends(): void;

  /** Looks for what takes weeks to see; to be called each minute. */
  lookForSlowChanges(): Promise<void>;

  /** Packs hours that are over, from which charts are read; to be called each minute. */
  packHours(): Promise<void>;

  /** Forgets what is older than its retention. */
  forgetOld(): Promise<void>;

  /** Forgets what belongs to integrations that are gone for long. */
  forgetDeleted(): Promise<void>;

  /** Finishes what was begun. */
  stop(): Promise<void>;
}
