import { BuildOrBuy } from '@tieline/plugin-integrations-common/governance';
import { useId, useState } from 'react';
import { OwnerChoice } from '../shared/OwnerChoice';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import {
  PORTFOLIO_QUESTIONS,
  PortfolioAnswers,
  PortfolioQuestion,
  portfolioSource,
  portfolioText,
} from './portfolioAnswers';
import { SystemChoice } from '../shared/SystemChoice';
import styles from './decisions.module.css';

/** A number: as it is answered, else as the portfolio has it. */
function Question(props: {
  question: PortfolioQuestion;
  answer: BuildOrBuy['answers'][number] | undefined;
  problem: string | undefined;
  address: Address;
}) {
  const { question, answer, problem, address } = props;
  const { id, title, unit, isWhole } = question;
  const elementId = useId();
  const inAddress = address.values.get(id) ?? '';
  // While somebody types, an empty field is not filled in again.
  const [draft, setDraft] = useState<string>();
  const known =
    answer?.source === 'asked' ? '' : portfolioText(question, answer);
  const isOwn = inAddress !== '';
  return (
    <div className={`${shared.field} ${styles.question}`}>
      <label htmlFor={elementId}>
        {title} <span className={shared.muted}>{unit}</span>
      </label>
      <input
        id={elementId}
        value={draft ?? (isOwn ? inAddress : known)}
        inputMode={isWhole ? 'numeric' : 'decimal'}
        autoComplete="off"
        placeholder="not known"
        aria-invalid={problem ? true : undefined}
        aria-describedby={`${elementId}-note`}
        onChange={event => {
          setDraft(event.target.value);
          address.change({ [id]: event.target.value }, { replace: true });
        }}
        onBlur={() => setDraft(undefined)}
      />
      <p
        id={`${elementId}-note`}
        role={problem ? 'alert' : undefined}
        className={`${shared.small} ${problem ? shared.failing : shared.muted}`}
      >
        {problem ?? (isOwn ? 'your answer' : portfolioSource(answer))}
      </p>
      {isOwn ? (
        <button
          type="button"
          className={`${shared.inlineButton} ${shared.small}`}
          aria-label={`Take the portfolio’s own: ${title}`}
          onClick={() => address.change({ [id]: undefined })}
        >
          Take the portfolio’s own
        </button>
      ) : null}
    </div>
  );
}

/** What the choice depends on, filled in from the portfolio; all of it in the address. */
export function PortfolioForm(props: {
  address: Address;
  answers: PortfolioAnswers;
  known: BuildOrBuy['answers'] | undefined;
}) {
  const { address, answers, known } = props;
  return (
    <section
      className={`${shared.card} ${styles.padding} ${styles.stack}`}
      aria-label="The portfolio"
    >
      <div className={styles.scope}>
        <OwnerChoice address={address} />
        <SystemChoice address={address} />
      </div>
      <div className={styles.questions}>
        {PORTFOLIO_QUESTIONS.map(question => (
          <Question
            key={question.id}
            question={question}
            answer={known?.find(({ field }) => field === question.id)}
            problem={answers.problems.get(question.id)}
            address={address}
          />
        ))}
      </div>
    </section>
  );
}
