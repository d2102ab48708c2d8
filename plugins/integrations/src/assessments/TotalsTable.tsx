import { AssessmentDetail } from '@tieline/plugin-integrations-common/governance';
import { formatCount, formatShare } from '../shared/format';
import { Unmeasured } from '../shared/Measured';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { answerChangeWords } from './assessmentWords';
import styles from './assessments.module.css';

/** How the questions were answered, and how many more than in the other. */
export function TotalsTable({ detail }: { detail: AssessmentDetail }) {
  const { questions, answers, comparedWith } = detail;
  return (
    <ScrollRegion label="Answers by question">
      <table className={`${shared.table} ${styles.totals}`}>
        <thead>
          <tr>
            <th scope="col">Question</th>
            <th scope="col">Share of yes</th>
            {['Yes', 'Not yet', 'Unmeasured', 'Waived', 'Not applicable'].map(
              title => (
                <th key={title} scope="col" className={shared.end}>
                  {title}
                </th>
              ),
            )}
            {comparedWith ? (
              <th scope="col" className={shared.end}>
                Change in yes
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {questions.map(({ id, number, title }) => {
            const answer = answers.find(({ questionId }) => questionId === id);
            if (!answer) {
              return null;
            }
            const { yes, notYet, unmeasured, waived, notApplicable } = answer;
            const applicable = yes + notYet + unmeasured + waived;
            return (
              <tr key={id}>
                <th scope="row">
                  {number} {title}
                </th>
                <td>
                  {applicable ? (
                    <>
                      <span className={shared.progress} aria-hidden="true">
                        <span
                          style={{ width: `${(100 * yes) / applicable}%` }}
                        />
                      </span>
                      {formatShare(yes / applicable)}
                    </>
                  ) : (
                    <Unmeasured because="it applied to nothing" />
                  )}
                </td>
                {[yes, notYet, unmeasured, waived, notApplicable].map(
                  (count, index) => (
                    // The five columns never move.
                    <td key={index} className={shared.end}>
                      {formatCount(count)}
                    </td>
                  ),
                )}
                {comparedWith ? (
                  <td className={shared.end}>
                    {answerChangeWords(
                      answer,
                      comparedWith.answers.find(
                        ({ questionId }) => questionId === id,
                      ),
                    )}
                  </td>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
