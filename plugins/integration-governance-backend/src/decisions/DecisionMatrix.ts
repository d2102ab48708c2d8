import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Interaction, Pattern } from '@tieline/plugin-integrations-common';
import { DecisionMatrix as WireMatrix } from '@tieline/plugin-integrations-common/governance';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { daysOf, mergeMatrix, validateMatrix } from './validateMatrix';

/** The matrix that ships with the package. */
const SHIPPED_VERSION = '2026-11';
const DAY_MS = 86_400_000;

/** How well a pattern meets a need, for one answer or up to a number. The first that applies counts. */
export interface MatrixStep {
  /** The answer in words that it is for. */
  is?: string;
  /** The greatest number that it is for; any where both are missing. */
  upTo?: number;
  interactions?: Interaction[];
  /** 0, not at all, to 1. */
  score: number;
  /** `{value}` stands for the profile's number and unit. */
  text: string;
  /** Whether it rules the pattern out. */
  knockout?: boolean;
}

export interface MatrixPatternItem {
  pattern: Pattern;
  title: string;
  bestFor: string;
  costsYou: string;
  /** 1 for the simplest. */
  simplicity: number;
  stepUp: string;
  leaving: string;
  /** Which of the team's skills it takes; `any` for the best of them. */
  skill: 'broker' | 'gateway' | 'mesh' | 'ipaas' | 'any';
  /** The score of the need `platform` where none of its platforms runs nearby. */
  platformMissing: number;
  /** By need. */
  fits: Record<string, MatrixStep[]>;
}

/** The matrix as its file has it. */
export interface MatrixFile {
  version: string;
  title: string;
  owner?: string;
  /** ISO 8601 date. */
  reviewedOn?: string;
  /** For example `365d`. */
  reviewEvery?: string;
  nearTie: number;
  overEngineering: {
    volumePerDay: number;
    peakPerSecond: number;
    consumers: number;
    patterns: Pattern[];
  };
  mixing: { latencyMs: number };
  /** The share of what it carries up to which a platform has room. */
  platformRoom: number;
  needs: Array<{ id: string; weight: number; title: string }>;
  patterns: MatrixPatternItem[];
}

/** Which pattern suits which needs, as data. */
export class DecisionMatrix {
  readonly file: MatrixFile;
  readonly #isShipped: boolean;

  /**
   * The matrix that ships, with the organisation's changes by id.
   *
   * @param changes - the configuration `integrationGovernance.decisionMatrix`
   * @param document - who keeps it, and when it was reviewed, where the changes don't say so
   * @throws Error that names the path of what can not be taken
   */
  static async read(
    changes?: unknown,
    document: { owner?: string; reviewedOn?: string } = {},
  ): Promise<DecisionMatrix> {
    const path = resolvePackagePath(
      '@tieline/plugin-integration-governance-backend',
      `decisions/${SHIPPED_VERSION}.yaml`,
    );
    const { owner, reviewedOn } = document;
    const shipped: unknown = {
      ...parse(await readFile(path, 'utf8')),
      ...(owner && { owner }),
      ...(reviewedOn && { reviewedOn }),
    };
    return changes === undefined
      ? new DecisionMatrix(shipped, true)
      : new DecisionMatrix(mergeMatrix(shipped, changes), false);
  }

  /** @throws Error that names the path of what can not be taken */
  constructor(file: unknown, isShipped = false) {
    this.file = validateMatrix(file);
    this.#isShipped = isShipped;
  }

  get version(): string {
    return this.file.version;
  }

  /** As the API shows it. */
  toWire(): WireMatrix {
    const { version, title, owner, reviewedOn, reviewEvery, nearTie } =
      this.file;
    return {
      version,
      title,
      ownerRef: owner,
      reviewedOn,
      reviewDueOn:
        reviewedOn && reviewEvery
          ? new Date(Date.parse(reviewedOn) + daysOf(reviewEvery) * DAY_MS)
              .toISOString()
              .slice(0, 10)
          : undefined,
      isShipped: this.#isShipped,
      nearTie,
      needs: this.file.needs.map(({ id, title: question, weight }) => ({
        id,
        title: question,
        weight,
      })),
      patterns: this.file.patterns.map(item => ({
        pattern: item.pattern,
        title: item.title,
        bestFor: item.bestFor,
        costsYou: item.costsYou,
        simplicity: item.simplicity,
        stepUp: item.stepUp,
        leaving: item.leaving,
      })),
    };
  }
}
