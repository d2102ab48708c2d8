import { NumberField, profileFieldOf } from './answerFields';
import { sourceWords } from './decideWords';
import { TextAnswer } from './TextAnswer';
import { AnswerSheet } from './useAnswers';

/** A number, what it counts, and who says it. */
export function NumberAnswer(props: {
  sheet: AnswerSheet;
  field: NumberField;
}) {
  const { sheet, field } = props;
  const { id, title, unit } = field;
  const profileField = profileFieldOf(id)!;
  return (
    <TextAnswer
      sheet={sheet}
      id={id}
      title={title}
      unit={unit}
      inputMode={field.isWhole ? 'numeric' : 'decimal'}
      note={sourceWords(
        profileField,
        sheet.profile[profileField],
        sheet.known.data,
        sheet.now,
      )}
    />
  );
}
