import { LATENCY, LATENCY_UNIT, LATENCY_UNITS } from './answerFields';
import styles from './decide.module.css';
import { sourceWords } from './decideWords';
import { latencyUnitOf } from './readAnswers';
import { TextAnswer } from './TextAnswer';
import { AnswerSheet } from './useAnswers';

/** How long it may take, in a unit that fits. */
export function LatencyAnswer(props: { sheet: AnswerSheet }) {
  const { sheet } = props;
  const unit = latencyUnitOf(sheet.address.values);
  return (
    <TextAnswer
      sheet={sheet}
      id={LATENCY.id}
      title={LATENCY.title}
      inputMode="decimal"
      unit={
        <select
          className={styles.unitChoice}
          aria-label="Unit of the latency budget"
          value={unit?.id ?? ''}
          onChange={event => sheet.set({ [LATENCY_UNIT]: event.target.value })}
        >
          {unit ? null : <option value="">?</option>}
          {LATENCY_UNITS.map(({ id }) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
      }
      note={sourceWords(
        'latencyMs',
        sheet.profile.latencyMs,
        sheet.known.data,
        sheet.now,
      )}
    />
  );
}
