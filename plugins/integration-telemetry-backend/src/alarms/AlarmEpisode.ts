import { HealthStatus } from '@tieline/plugin-integrations-common';
import { HealthReason } from '@tieline/plugin-integrations-common/telemetry';

/** A time in which something needed somebody, found out afterwards. */
export interface AlarmEpisode {
  onsetMs: number;
  endMs: number;
  status: HealthStatus;
  reason: HealthReason;
}
