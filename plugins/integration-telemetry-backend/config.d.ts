import { HumanDuration } from '@backstage/types';

export interface Config {
  integrationTelemetry?: {
    otlp?: {
      /**
       * The largest body that is taken, on the wire and unpacked, in bytes.
       * 67,108,864 (64 MiB) by default.
       */
      maxBodyBytes?: number;
      /** The environment of telemetry that names none; `production` by default. */
      defaultEnvironment?: string;
    };
    retention?: {
      /** How long points of a minute are kept; 48 hours by default. */
      minutes?: HumanDuration | string;
      /** How long points of an hour are kept; 90 days by default. */
      hours?: HumanDuration | string;
      /** How long points of a day, and runs, are kept; 2 years by default. */
      days?: HumanDuration | string;
    };
    evaluation?: {
      /** Time between two evaluations of health; 10 seconds by default. */
      interval?: HumanDuration | string;
    };
    catalog?: {
      /** Time between two looks at the catalog; 5 seconds by default. */
      interval?: HumanDuration | string;
    };
  };
}
