import {
  CheckDefinition,
  Checklist,
} from '@tieline/plugin-integrations-common/governance';
import { NextStepLink } from '../improvement/NextStepLink';
import { CopyButton } from '../shared/CopyButton';
import { Card } from '../shared/Frame';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { CHECK_ORIGIN_WORDS, counted } from './checklistWords';
import styles from './checklist.module.css';

function gradeWords({ needs, needsWhenCritical }: CheckDefinition): string {
  return needsWhenCritical && needsWhenCritical !== needs
    ? `${needs}; ${needsWhenCritical} where it is critical`
    : needs;
}

/** What a check takes, on one line. */
function takes(check: CheckDefinition): string[] {
  const { appliesTo, attestable, low, origin, shelfLifeDays, weight } = check;
  return [
    `needs ${gradeWords(check)}`,
    ...(attestable ? ['a person may state it'] : []),
    `for ${appliesTo ?? 'everything'}${low ? ', low criticality too' : ''}`,
    `good for ${counted(shelfLifeDays, 'day')}`,
    `weight ${weight}`,
    ...(origin && origin !== 'shipped' ? [CHECK_ORIGIN_WORDS[origin]] : []),
  ];
}

function Check({ check }: { check: CheckDefinition }) {
  const { condition, nextStep } = check;
  return (
    <li className={styles.item}>
      <h3>
        {check.title} <span className={shared.mono}>{check.id}</span>
      </h3>
      <p>{check.tests}</p>
      <p className={styles.takes}>
        {takes(check).map(words => (
          <span key={words}>{words}</span>
        ))}
      </p>
      {nextStep ? (
        <div>
          <NextStepLink nextStep={nextStep} />
          {nextStep.command ? (
            <span className={shared.row}>
              <code className={shared.mono}>{nextStep.command}</code>
              <CopyButton text={nextStep.command} />
            </span>
          ) : null}
        </div>
      ) : null}
      {condition ? (
        <details>
          <summary>The condition</summary>
          <ScrollRegion
            className={shared.code}
            label={`Condition of ${check.title}`}
          >
            <pre>{JSON.stringify(condition, null, 2)}</pre>
          </ScrollRegion>
        </details>
      ) : null}
    </li>
  );
}

/** The questions, each with the checks that answer it. */
export function QuestionCards({ checklist }: { checklist: Checklist }) {
  return (
    <>
      {checklist.questions.map(({ id, number, title, text }) => {
        const checks = checklist.checks.filter(
          ({ questionId }) => questionId === id,
        );
        return (
          <Card
            key={id}
            title={`${number} ${title}`}
            end={
              <span className={shared.muted}>
                {counted(checks.length, 'check')}
              </span>
            }
          >
            <p className={styles.question}>{text}</p>
            <ul aria-label={`Checks of ${title}`}>
              {checks.map(check => (
                <Check key={check.id} check={check} />
              ))}
            </ul>
          </Card>
        );
      })}
    </>
  );
}
