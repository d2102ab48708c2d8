import { IntegrationScorecard } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { useAddress } from '../shared/useAddress';

/** Stands in the address where every question has been folded. */
const NONE = 'none';

/**
 * Which questions show their checks: those in the address, else those that
 * are not yet answered.
 */
export function useOpenQuestions(scorecard: IntegrationScorecard): {
  open: ReadonlySet<string>;
  toggle: (questionId: string) => void;
} {
  const { values, change } = useAddress();
  // Looked at once: what somebody attests must not fold under their hands.
  const [notYet] = useState(() =>
    scorecard.score.answers
      .filter(({ state }) => state === 'not-yet')
      .map(({ questionId }) => questionId),
  );
  const inAddress = values.getAll('question');
  const open = new Set(inAddress.length > 0 ? inAddress : notYet);
  open.delete(NONE);
  return {
    open,
    toggle: questionId => {
      const next = new Set(open);
      if (!next.delete(questionId)) {
        next.add(questionId);
      }
      change({ question: next.size ? [...next] : NONE }, { replace: true });
    },
  };
}
