import { RecommendationRequest } from '@tieline/plugin-integrations-common/governance';
import { useEffect, useRef } from 'react';
import { Address, useAddress } from '../shared/useAddress';
import { useRested } from '../shared/useRested';
import { useNow } from '../shared/useNow';
import { ANSWER_IDS } from './answerFields';
import { Answers, readAnswers, toRequest } from './readAnswers';
import { useKnownProfile } from './useDecide';
import { writeAnswers } from './writeAnswers';

const NAMED = /^(?:integration:)?(?:([^/:\s]+)\/)?([^/:\s]+)$/i;

/** Everything that the page's left side knows and can do. */
export interface AnswerSheet extends Answers {
  address: Address;
  now: Date;
  /** The integration that exists already. */
  integration: { namespace: string; name: string } | undefined;
  known: ReturnType<typeof useKnownProfile>;
  /** Whether what is known is still being read or filled in. */
  isFilling: boolean;
  /** What the ranking is asked for; not at each digit. */
  request: RecommendationRequest | undefined;
  /** Whether the ranking is one for answers before a bad one. */
  isBehind: boolean;
  /** Whether nothing is answered. */
  isBlank: boolean;
  set: (
    changes: Record<string, string | undefined>,
    options?: { replace?: boolean },
  ) => void;
  /** Forgets all answers; those known of the integration come back. */
  restart: () => void;
  /** Takes another integration, or none, with none of the answers before. */
  choose: (integration: string | undefined) => void;
}

/** The integration that an address names, as `default/orders`. */
export function parseIntegration(
  text: string | null,
): { namespace: string; name: string } | undefined {
  const match = NAMED.exec(text?.trim() ?? '');
  return match
    ? { namespace: match[1] ?? 'default', name: match[2] }
    : undefined;
}

const NO_ANSWERS = Object.fromEntries(
  ANSWER_IDS.map(id => [id, undefined] as const),
);

/** Reads and writes the answers, all of which are in the address. */
export function useAnswers(): AnswerSheet {
  const address = useAddress();
  const { values, change } = address;
  const now = useNow();
  const answers = readAnswers(values);
  const integration = parseIntegration(values.get('integration'));
  const known = useKnownProfile(integration);
  const isBlank = !ANSWER_IDS.some(id => values.get(id));
  const filled = known.data ? writeAnswers(known.data.profile) : {};
  const isToFill = isBlank && Object.keys(filled).length > 0;
  useEffect(() => {
    if (isToFill) {
      change(filled, { replace: true });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `filled` is made anew with each render
  }, [isToFill, known.data, change]);

  const isReady = !integration || (known.data !== undefined && !isToFill);
  const wanted = isReady
    ? toRequest(answers, known.data?.integration.entityRef)
    : undefined;
  const lastGood = useRef(wanted);
  const isBehind = answers.problems.size > 0;
  if (!isBehind) {
    lastGood.current = wanted;
  }
  return {
    ...answers,
    address,
    now,
    integration,
    known,
    isFilling: integration !== undefined && !known.error && !isReady,
    request: useRested(isBehind ? (lastGood.current ?? wanted) : wanted),
    isBehind,
    isBlank,
    set: change,
    restart: () => change(NO_ANSWERS),
    choose: next => change({ ...NO_ANSWERS, integration: next }),
  };
}
