import shared from '../shared/shared.module.css';
import { Segments } from '../shared/Segments';
import { AnswerNote } from './AnswerNote';
import { ChoiceField, profileFieldOf } from './answerFields';
import styles from './decide.module.css';
import { sourceWords } from './decideWords';
import { AnswerSheet } from './useAnswers';

/** One of a few words, or none of them yet. */
export function ChoiceAnswer(props: {
  sheet: AnswerSheet;
  field: ChoiceField;
}) {
  const { sheet, field } = props;
  const { id, title, options } = field;
  const value = sheet.address.values.get(id) ?? '';
  const profileField = profileFieldOf(id)!;
  return (
    <div className={styles.answer}>
      <div className={styles.answerHead}>
        <span>{title}</span>
        {value ? (
          <button
            type="button"
            className={shared.inlineButton}
            aria-label={`Clear ${title}`}
            onClick={() => sheet.set({ [id]: undefined })}
          >
            Clear
          </button>
        ) : (
          <span>not answered</span>
        )}
      </div>
      <div className={styles.segments}>
        <Segments
          label={title}
          options={options}
          value={value}
          onChange={next => sheet.set({ [id]: next })}
        />
      </div>
      <AnswerNote problem={sheet.problems.get(id)}>
        {profileField === 'skills'
          ? undefined
          : sourceWords(
              profileField,
              sheet.profile[profileField],
              sheet.known.data,
              sheet.now,
            )}
      </AnswerNote>
    </div>
  );
}
