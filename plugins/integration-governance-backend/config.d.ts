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
     * The organisation's own unit prices and efforts, by the ids of
     * `GET /v1/prices`, instead of the shipped examples.
     */
    prices?: {
      [id: string]: {
        /** The lowest it may be; `expected` by default. */
        low?: number;
        expected: number;
        /** The highest it may be; `expected` by default. */
        high?: number;
        /** Where the figure comes from, such as a contract. */
        source: string;
        /** Three letters; every price that is money has to be in the same. */
        currency?: string;
      };
    };
  };
}
