import { integrationPilotManagePermission } from '@tieline/plugin-integrations-common';
import {
  PainPoint,
  Question,
} from '@tieline/plugin-integrations-common/governance';
import { DialogButton } from '../shared/DialogButton';
import { EntityLink, IntegrationLink } from '../shared/EntityLink';
import shared from '../shared/shared.module.css';
import { ResultLabel } from '../shared/StatusLabel';
import { formatFactor, permittedIf, scoreWords } from './improvementWords';
import { NextStepLink } from './NextStepLink';
import { StartPilotDialog } from './StartPilotDialog';
import styles from './improvement.module.css';

function Touched(props: {
  point: PainPoint;
  onOpenPilot: (id: string) => void;
}) {
  const { point, onOpenPilot } = props;
  const more = point.reach - point.integrations.length;
  return (
    <details>
      <summary>
        {point.reach === 1
          ? '1 integration'
          : `${formatFactor(point.reach)} integrations`}{' '}
        touched
      </summary>
      <ul className={styles.touched}>
        {point.integrations.map(({ integration, result, pilotId }) => (
          <li key={integration.entityRef}>
            <ResultLabel result={result} />
            <IntegrationLink
              integration={integration}
              tab="scorecard"
              className={shared.link}
            />
            <span className={`${shared.small} ${shared.muted}`}>
              {integration.criticality ?? 'criticality not said'}
            </span>
            {pilotId ? (
              <button
                type="button"
                className={shared.chip}
                onClick={() => onOpenPilot(pilotId)}
              >
                pilot
                <span className={shared.hidden}>
                  {' '}
                  with {integration.title ?? integration.name}
                </span>
              </button>
            ) : null}
          </li>
        ))}
        {more > 0 ? (
          <li className={shared.muted}>and {formatFactor(more)} more</li>
        ) : null}
      </ul>
    </details>
  );
}

/** One pain point: how bad, of what, for whom, what to do, with whom to begin. */
export function PainPointItem(props: {
  point: PainPoint;
  place: number;
  question: Question | undefined;
  mayStart: boolean;
  onOpenPilot: (id: string) => void;
}) {
  const { point, place, question, mayStart, onOpenPilot } = props;
  const { proposal, nextStep } = point;
  return (
    <li className={styles.point}>
      <div className={styles.between}>
        <h3>
          <span className={shared.muted}>{place}</span> {point.title}
        </h3>
        <span className={shared.strong}>
          {formatFactor(point.score)} points
        </span>
      </div>
      <p className={`${shared.small} ${shared.muted}`}>
        {question
          ? `Question ${question.number}, ${question.title}. `
          : `${point.questionId}. `}
        {scoreWords(point)}.
      </p>
      <p>
        {point.failed} fail, {point.unmeasured} unmeasured.{' '}
        {nextStep ? <NextStepLink nextStep={nextStep} /> : null}
      </p>
      <Touched point={point} onOpenPilot={onOpenPilot} />
      {proposal ? (
        <div className={styles.proposal}>
          <p>
            Begin with{' '}
            <EntityLink
              entityRef={proposal.integration.entityRef}
              name={proposal.integration.title ?? proposal.integration.name}
            />
            : {proposal.reason}
          </p>
          <DialogButton
            permitted={permittedIf(
              mayStart,
              integrationPilotManagePermission.name,
              'start a pilot',
            )}
            label={`Start pilot for ${point.title}…`}
            dialog={close => <StartPilotDialog point={point} onClose={close} />}
          >
            Start pilot…
          </DialogButton>
        </div>
      ) : (
        <p className={shared.muted}>
          No pilot is proposed: every team that it touches has one already.
        </p>
      )}
    </li>
  );
}
