import { HumanDuration } from '@backstage/types';

export interface Config {
  integrationGovernance?: {
    /** Time between two looks at the catalog; 5 seconds by default. */
    catalogInterval?: HumanDuration | string;
    /** Time between two looks at the telemetry API's health; 5 seconds by default. */
    healthInterval?: HumanDuration | string;
    /** Time between two looks at the telemetry API's drift; 5 seconds by default, longer where a look takes more than 1.25 seconds. */
    driftInterval?: HumanDuration | string;
    /** Time between two looks at the contracts API; 5 seconds by default, longer where a look takes more than 1.25 seconds. */
    contractsInterval?: HumanDuration | string;
    /** Time between two looks for evidence that has run out; 5 seconds by default. */
    expiryInterval?: HumanDuration | string;
    /**
     * Time between two evaluations of everything; 5 minutes by default, at
     * least a minute. What changes is evaluated at once.
     */
    evaluationInterval?: HumanDuration | string;
    /**
     * Changes to the checklist that ships, or with `extends: none` another one.
     * It counts at once where no checklist counted yet; later it becomes a draft
     * that somebody activates. The format: docs/scorecard-checks.md.
     */
    checklist?: {
      /** A name for what this comes to. */
      version: string;
      extends?: 'shipped' | 'none';
      /** Added, or changed by id; `enabled: false` removes one. */
      questions?: Array<{
        id: string;
        [property: string]: unknown;
      }>;
      /** Added, or changed by id; `enabled: false` removes one. */
      checks?: Array<{
        id: string;
        [property: string]: unknown;
      }>;
    };
    /** The documents that answer questions for the whole organisation. What somebody records goes before them. */
    documents?: {
      deliveryProcess?: OrganisationDocument;
      decisionMatrix?: OrganisationDocument;
      deprecationPolicy?: OrganisationDocument;
    };
    notifications?: {
      /**
       * The least critical integrations whose owners are told when a check
       * fails or its evidence runs out; critical by default.
       */
      minCriticality?: 'low' | 'medium' | 'high' | 'critical';
    };
    waivers?: {
      /** Groups, or people, who are told of waivers that wait for a decision. */
      approvers?: string[];
    };
    audits?: {
      /** More passes than this are not drawn in a quarter; 5 % of all without it. */
      atMost?: number;
    };
    reviews?: {
      /** The longest time between two reviews; at least a day. */
      cadence?: {
        /** 91 days by default. */
        critical?: HumanDuration | string;
        /** 182 days by default. */
        high?: HumanDuration | string;
        /** 365 days by default. */
        medium?: HumanDuration | string;
        /** 365 days by default. */
        low?: HumanDuration | string;
        /** Of the whole architecture; 365 days by default. */
        portfolio?: HumanDuration | string;
      };
    };
    /** When teams are told how their integrations stand; false for never. */
    digest?:
      | false
      | {
          /** In English; monday by default. */
          weekday?: string;
          /** 0 to 23, in UTC; 7 by default. */
          hour?: number;
        };
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
    /** What building and buying integrations is weighed with. */
    buildOrBuy?: {
      /** How many full-time people can build and run integrations; unknown by default. */
      engineers?: number;
    };
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

interface OrganisationDocument {
  title?: string;
  /** http or https, or a path of the portal. */
  href: string;
  /** Full reference of a group or a user. */
  owner?: string;
  /** The day of the last review, in quotes, such as '2026-10-01'. */
  reviewedOn?: string;
  /** A year by default. */
  reviewEvery?: HumanDuration | string;
}
