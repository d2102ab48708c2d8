import { useState } from 'react';
import { Judged } from './CheckResult';
import { TextDraft, useTextDraft } from './useTextDraft';

/** A text that somebody works on, with the latest judgement of it. */
export interface CheckWork {
  draft: TextDraft;
  judged: Judged | undefined;
  setJudged: (judged: Judged | undefined) => void;
}

/**
 * Keeps the work for as long as the calling component is there: above tabs, so
 * that a look at an earlier version does not lose it.
 */
export function useCheckWork(): CheckWork {
  const draft = useTextDraft();
  const [judged, setJudged] = useState<Judged>();
  return { draft, judged, setJudged };
}
