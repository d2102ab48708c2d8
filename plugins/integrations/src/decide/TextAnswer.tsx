import { ReactNode, useEffect, useId, useRef, useState } from 'react';
import { AnswerNote } from './AnswerNote';
import styles from './decide.module.css';
import { AnswerSheet } from './useAnswers';

/**
 * A field whose text is an answer of the address. The first change of a visit
 * is a step that Back undoes; the digits after it are not.
 */
export function TextAnswer(props: {
  sheet: AnswerSheet;
  id: string;
  title: string;
  unit?: ReactNode;
  placeholder?: string;
  inputMode?: 'decimal' | 'numeric';
  /** What is offered while typing. */
  options?: readonly string[];
  note?: ReactNode;
}) {
  const { sheet, id, title, unit, options, note } = props;
  const elementId = useId();
  const inAddress = sheet.address.values.get(id) ?? '';
  const [text, setText] = useState(inAddress);
  const sent = useRef(inAddress);
  const isSecondChange = useRef(false);
  useEffect(() => {
    if (inAddress !== sent.current) {
      sent.current = inAddress;
      setText(inAddress);
    }
  }, [inAddress]);
  const problem = sheet.problems.get(id);
  return (
    <div className={styles.answer}>
      <label htmlFor={elementId}>{title}</label>
      <div className={styles.box} data-invalid={problem ? true : undefined}>
        <input
          id={elementId}
          value={text}
          inputMode={props.inputMode}
          autoComplete="off"
          placeholder={props.placeholder ?? 'not answered'}
          list={options ? `${elementId}-options` : undefined}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem || note ? `${elementId}-note` : undefined}
          onFocus={() => {
            isSecondChange.current = false;
          }}
          onChange={event => {
            const next = event.target.value;
            setText(next);
            sent.current = next;
            sheet.set({ [id]: next }, { replace: isSecondChange.current });
            isSecondChange.current = true;
          }}
        />
        {options ? (
          <datalist id={`${elementId}-options`}>
            {options.map(option => (
              <option key={option} value={option} />
            ))}
          </datalist>
        ) : null}
        {unit ? <span className={styles.unit}>{unit}</span> : null}
      </div>
      <AnswerNote id={`${elementId}-note`} problem={problem}>
        {note}
      </AnswerNote>
    </div>
  );
}
