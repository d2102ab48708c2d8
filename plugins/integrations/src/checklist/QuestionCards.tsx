import {
  CheckDefinition,
  Checklist,
} from '@tieline/plugin-integrations-common/governance';
import { ReactNode } from 'react';
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

function Fact(props: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

function Check({ check }: { check: CheckDefinition }) {
  const { condition, nextStep, origin } = check;
  return (
    <li className={styles.item}>
      <h3>
        {check.title} <span className={shared.mono}>{check.id}</span>
      </h3>
      <p>{check.tests}</p>
      <dl className={styles.facts}>
        <Fact term="Evidence">
          {gradeWords(check)}
          {check.attestable ? '; a person may state it' : ''}
        </Fact>
        <Fact term="Applies to">
          {check.appliesTo ?? 'everything'}
          {check.low ? '; low criticality too' : ''}
        </Fact>
        <Fact term="Good for">{counted(check.shelfLifeDays, 'day')}</Fact>
        <Fact term="Weight">{check.weight}</Fact>
        {origin ? <Fact term="From">{CHECK_ORIGIN_WORDS[origin]}</Fact> : null}
        {nextStep ? (
          <Fact term="If it fails">
            <NextStepLink nextStep={nextStep} />
            {nextStep.command ? (
              <span className={shared.row}>
                <code className={shared.mono}>{nextStep.command}</code>
                <CopyButton text={nextStep.command} />
              </span>
            ) : null}
          </Fact>
        ) : null}
      </dl>
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
