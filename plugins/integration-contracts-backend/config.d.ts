import { HumanDuration } from '@backstage/types';

export interface Config {
  integrationContracts?: {
    /** How contracts are judged of which nobody said it. */
    defaults?: {
      /** BACKWARD by default. */
      mode?:
        | 'NONE'
        | 'BACKWARD'
        | 'BACKWARD_TRANSITIVE'
        | 'FORWARD'
        | 'FORWARD_TRANSITIVE'
        | 'FULL'
        | 'FULL_TRANSITIVE';
      /** semantic by default. */
      policy?: 'strict' | 'lenient' | 'semantic';
    };
    /** The size of a request with a text, and of a file that is fetched, in bytes; 32 MB by default. */
    maxTextBytes?: number;
    /** Time between two looks at the catalog; 5 seconds by default. */
    catalogInterval?: HumanDuration | string;
    /** Time between two looks at a file that an Integration names; 5 minutes by default. */
    fileInterval?: HumanDuration | string;
    /** Bounds of reading and judging one text. */
    judging?: {
      /** 20 seconds by default. */
      timeLimit?: HumanDuration | string;
      /** Of one thread, in megabytes; 1024 by default. */
      maxHeapMb?: number;
      /** How many texts are judged at the same time at most; 2 by default. */
      threads?: number;
    };
    /** What is waited for before something that ends may be switched off. */
    endings?: {
      /**
       * The time between announcement and end at least, in days, by the highest criticality of what
       * ends and of whoever uses it: 30, 60, 90 and 180 by default; medium where none is known.
       */
      noticeDays?: {
        low?: number;
        medium?: number;
        high?: number;
        critical?: number;
      };
      /** Nobody may have been seen for so many days; 14 by default. */
      unseenDays?: number;
    };
  };
}
