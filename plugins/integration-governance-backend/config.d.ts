import { HumanDuration } from '@backstage/types';

export interface Config {
  integrationGovernance?: {
    /** Time between two looks at the catalog; 5 seconds by default. */
    catalogInterval?: HumanDuration | string;
    /** Time between two looks at the telemetry API's health; 5 seconds by default. */
    healthInterval?: HumanDuration | string;
    /** Time between two looks at the telemetry API's drift; 15 seconds by default. */
    driftInterval?: HumanDuration | string;
    /** Time between two looks at the contracts API; 30 seconds by default. */
    contractsInterval?: HumanDuration | string;
    /**
     * Time between two evaluations of everything; 5 minutes by default, at
     * least a minute. What changes is evaluated at once.
     */
    evaluationInterval?: HumanDuration | string;
    /**
     * Changes to the decision matrix that ships; needs by id, patterns by name.
     * The format: docs/decisions.md.
     */
    decisionMatrix?: {
      /** A name of your own: decisions say by which matrix they were made. */
      version: string;
      title?: string;
      /** Full entity reference of who keeps it. */
      owner?: string;
      /** An ISO 8601 date. */
      reviewedOn?: string;
      /** A duration, for example `365d`. */
      reviewEvery?: string;
      /** Scores closer than this, of 100, are near equals. */
      nearTie?: number;
      platformRoom?: number;
      overEngineering?: { [property: string]: unknown };
      mixing?: { [property: string]: unknown };
      needs?: Array<{ id: string; [property: string]: unknown }>;
      patterns?: Array<{ pattern: string; [property: string]: unknown }>;
    };
  };
}
