import {
  Control,
  PushedEvidence,
  TestLevel,
} from '@tieline/plugin-integrations-common/governance';

type Item<Name extends keyof PushedEvidence> = NonNullable<
  PushedEvidence[Name]
>[number];

export type TestResults = Item<'testResults'>;
export type Deployment = Item<'deployments'>;
export type Dependencies = Item<'dependencies'>;
export type FaultTest = Item<'faultTests'>;
export type Fact = Item<'facts'>;

/** JUnit reports of one level. */
export interface JunitOption {
  level: TestLevel;
  /** A file, a folder, or a pattern such as `reports/*.xml`. */
  path: string;
}

/** The counts of one level, and the option's value as it was given. */
export interface CountsOption {
  given: string;
  results: TestResults;
}

/** What is pushed, as the options say it. */
export interface EvidenceOptions {
  junit?: JunitOption[];
  tests?: CountsOption[];
  /** The environment that it went to. */
  deployment?: string;
  version?: string;
  result?: Deployment['result'];
  rollout?: Deployment['rollout'];
  canary?: Deployment['canary'];
  dependencies?: string;
  /** The scenario. */
  faultTest?: string;
  controls?: Control[];
  passed?: true;
  failed?: true;
  fact?: Fact[];
  /** `-` is standard input. */
  file?: string;
  environment?: string;
  href?: string;
  at?: string;
  id?: string;
}

/** One piece of what is pushed. */
export type GivenPiece = {
  [List in keyof Required<PushedEvidence>]: {
    list: List;
    item: Item<List>;
    /** The option or the entry of a file that it stands in, for the words of an error. */
    origin: string;
  };
}[keyof PushedEvidence];
