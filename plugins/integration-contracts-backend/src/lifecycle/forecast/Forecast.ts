/** Calls of a consumer in a day (UTC). A day that is missing had none. */
export interface UsageDay {
  /** `YYYY-MM-DD` */
  date: string;
  calls: number;
}

/** How one consumer has used a contract version. */
export interface ConsumerUse {
  key: string;
  /** In any order. A date that is no date, or later than today, is passed over. */
  days: readonly UsageDay[];
  /** The longest regular pause between two uses that it declares, in days; a quarter-end job has about 92. */
  cadenceDays?: number;
  /** When its owner said that it will have moved. */
  movesAtMs?: number;
}

export interface ForecastOptions {
  /** When the version was announced deprecated: since then its consumers had a reason to move. */
  announcedMs: number;
  nowMs: number;
}

/** When a version is called for the last time. Instants are the beginnings of days (UTC). */
export type Forecast =
  /** Nobody uses it any more: all have been quiet for longer than they usually are. */
  | { outcome: 'left'; lastMs: number }
  | {
      outcome: 'expected';
      /** As likely to be over before as after. */
      lastMs: number;
      /** Days between which the last call comes, both included. */
      fromMs: number;
      untilMs: number;
      /** How often such a range is right, at least. */
      confidence: 0.9;
      /** Who is likely to be the last, the likeliest first; some of them where there are many. */
      lastConsumers: string[];
    }
  /** Somebody neither moves nor has said when, and nothing tells at what pace consumers leave: no date would be honest. */
  | { outcome: 'not-in-sight'; lastConsumers: string[] }
  | { outcome: 'unknown'; reason: 'no-usage' | 'too-short' };
