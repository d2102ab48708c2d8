import { deflateSync, inflateSync } from 'node:zlib';
import { packAnswerStates } from '../scorecard/scoreRows';
import { FrozenChecklist, FrozenIntegration } from './Assessment';
import { packResults } from './packResults';

/** A row of `assessment_rows`. */
export function toFrozenRow(
  assessmentId: string,
  checklist: FrozenChecklist,
  frozen: FrozenIntegration,
) {
  const { integration, score, outcomes, throughputPerMinute } = frozen;
  return {
    assessment_id: assessmentId,
    entity_ref: integration.entityRef,
    name: integration.name,
    owner_ref: integration.ownerRef ?? null,
    system_ref: integration.systemRef ?? null,
    domain_ref: integration.domainRef ?? null,
    pattern: integration.pattern ?? null,
    criticality: integration.criticality ?? null,
    throughput_per_minute: throughputPerMinute ?? null,
    answer_states: packAnswerStates(score.answers),
    results: packResults(checklist, outcomes),
    frozen: deflateSync(JSON.stringify(frozen), {
      dictionary: dictionaryOf(checklist),
    }),
  };
}

/** Reads what {@link toFrozenRow} wrote into `frozen`. */
export function unfreeze(
  checklist: FrozenChecklist,
  frozen: Buffer,
): FrozenIntegration {
  const json = inflateSync(frozen, { dictionary: dictionaryOf(checklist) });
  return JSON.parse(json.toString('utf8'));
}

const dictionaries = new WeakMap<FrozenChecklist, Buffer>();

/** The words that every integration's results have from the checklist: with them it takes much less room. */
function dictionaryOf(checklist: FrozenChecklist): Buffer {
  const dictionary =
    dictionaries.get(checklist) ?? Buffer.from(JSON.stringify(checklist));
  dictionaries.set(checklist, dictionary);
  return dictionary;
}
