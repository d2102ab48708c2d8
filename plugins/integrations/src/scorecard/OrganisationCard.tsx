import { Link } from '@backstage/ui';
import { integrationDocumentManagePermission } from '@tieline/plugin-integrations-common';
import {
  OrganisationAnswer,
  Question,
} from '@tieline/plugin-integrations-common/governance';
import { permittedIf } from '../improvement/improvementWords';
import { NextStepLink } from '../improvement/NextStepLink';
import { useOrganisationAnswers } from '../improvement/useImprovement';
import improvement from '../improvement/improvement.module.css';
import { formatDate } from '../shared/days';
import { DialogButton } from '../shared/DialogButton';
import { EntityLink, isWebAddress } from '../shared/EntityLink';
import { formatCount, formatShare } from '../shared/format';
import { Card } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { AnswerLabel } from '../shared/StatusLabel';
import { useNow } from '../shared/useNow';
import { RecordDocumentDialog } from './RecordDocumentDialog';

type Share = NonNullable<OrganisationAnswer['shares']>[number];

function shareWords({ title, part, whole, unit }: Share): string {
  const of = `${formatCount(part)} of ${formatCount(whole)}${unit ? ` ${unit}` : ''}`;
  return whole > 0
    ? `${title}: ${of} (${formatShare(part / whole)})`
    : `${title}: unmeasured, there is none`;
}

function Document(props: {
  document: NonNullable<OrganisationAnswer['document']>;
}) {
  const { title, href, ownerRef, reviewedOn, reviewEveryDays } = props.document;
  const now = useNow();
  return (
    <p className={shared.small}>
      {isWebAddress(href) ? (
        <Link
          href={href}
          standalone
          className={shared.link}
          target="_blank"
          rel="noopener noreferrer"
        >
          {title}
        </Link>
      ) : (
        title
      )}
      , {ownerRef ? <EntityLink entityRef={ownerRef} /> : 'no owner'},{' '}
      {reviewedOn
        ? `reviewed on ${formatDate(reviewedOn, now)}`
        : 'never reviewed'}
      , to be reviewed every {reviewEveryDays} days
    </p>
  );
}

function Answer(props: {
  answer: OrganisationAnswer;
  question: Question | undefined;
  mayRecord: boolean;
}) {
  const { answer, question, mayRecord } = props;
  const { documentId, document, nextStep, shares = [] } = answer;
  const name = question
    ? `${question.number} ${question.title}`
    : answer.questionId;
  return (
    <li className={improvement.item}>
      <div className={improvement.between}>
        <h3>{name}</h3>
        <AnswerLabel state={answer.state} />
      </div>
      <p>{answer.reason}</p>
      {shares.map(share => (
        <p key={share.title} className={shared.small}>
          {shareWords(share)}
        </p>
      ))}
      {document ? <Document document={document} /> : null}
      {nextStep ? (
        <p>
          <NextStepLink nextStep={nextStep} />
        </p>
      ) : null}
      {documentId ? (
        <div>
          <DialogButton
            isQuiet
            permitted={permittedIf(
              mayRecord,
              integrationDocumentManagePermission.name,
              'record a document',
            )}
            label={`Record the document of ${name}…`}
            dialog={close => (
              <RecordDocumentDialog
                id={documentId}
                document={document}
                onClose={close}
              />
            )}
          >
            Record the document…
          </DialogButton>
        </div>
      ) : null}
    </li>
  );
}

/** The questions that are answered for the whole organisation. */
export function OrganisationCard(props: { questions: readonly Question[] }) {
  const query = useOrganisationAnswers();
  return (
    <Card title="Answered for the whole">
      <QueryState
        what="The answers for the whole"
        query={query}
        skeleton={<SkeletonRows rows={4} heightPx={96} />}
      >
        {({ items, mayRecord }) => (
          <ul aria-label="Answered for the whole">
            {items.map(answer => (
              <Answer
                key={answer.questionId}
                answer={answer}
                question={props.questions.find(
                  ({ id }) => id === answer.questionId,
                )}
                mayRecord={mayRecord}
              />
            ))}
          </ul>
        )}
      </QueryState>
    </Card>
  );
}
