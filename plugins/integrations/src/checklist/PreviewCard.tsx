import { ChecklistVersionDetail } from '@tieline/plugin-integrations-common/governance';
import { formatCount, formatInstant, withLocalTimes } from '../shared/format';
import { Card } from '../shared/Frame';
import { Owner } from '../shared/Owner';
import { PermittedButton } from '../shared/PermittedButton';
import { Progress } from '../shared/Progress';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { mayManage, previewWords } from './checklistWords';
import { usePreviewChecklist } from './useChecklists';
import styles from './checklist.module.css';

function Questions({ detail }: { detail: ChecklistVersionDetail }) {
  const { preview, checklist } = detail;
  const titles = new Map(
    checklist.questions.map(({ id, title }) => [id, title]),
  );
  return (
    <ScrollRegion label="Answers before and after">
      <table className={shared.table}>
        <thead>
          <tr>
            <th scope="col">Integrations answered yes</th>
            <th scope="col" className={shared.end}>
              Before
            </th>
            <th scope="col" className={shared.end}>
              After
            </th>
            <th scope="col" className={shared.end}>
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {preview?.questions?.map(({ questionId, before, after }) => (
            <tr key={questionId}>
              <th scope="row">{titles.get(questionId) ?? questionId}</th>
              <td className={shared.end}>{formatCount(before)}</td>
              <td className={shared.end}>{formatCount(after)}</td>
              <td className={shared.end}>
                {before === after ? (
                  <span className={shared.muted}>none</span>
                ) : (
                  `${after > before ? '+' : '−'}${formatCount(Math.abs(after - before))}`
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Teams({ detail }: { detail: ChecklistVersionDetail }) {
  return (
    <ScrollRegion label="Teams that it would change">
      <table className={shared.table}>
        <thead>
          <tr>
            <th scope="col">Team</th>
            <th scope="col" className={shared.end}>
              Integrations changed
            </th>
            <th scope="col" className={shared.end}>
              With fewer yes
            </th>
          </tr>
        </thead>
        <tbody>
          {detail.preview?.teams?.map(({ ownerRef, affected, worse }) => (
            <tr key={ownerRef}>
              <th scope="row">
                <Owner ownerRef={ownerRef} />
              </th>
              <td className={shared.end}>{formatCount(affected)}</td>
              <td
                className={`${shared.end} ${worse ? shared.failing : shared.muted}`}
              >
                {formatCount(worse)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Whom a draft would change, by question and by team; how far that is known. */
export function PreviewCard({ detail }: { detail: ChecklistVersionDetail }) {
  const { preview, version } = detail;
  const { mutate, isPending, error } = usePreviewChecklist(version);
  return (
    <Card
      title="What it would change"
      end={
        <PermittedButton
          isQuiet
          permitted={mayManage(detail, 'evaluate it')}
          isPending={isPending}
          isDisabled={preview?.state === 'running'}
          onPress={() => mutate()}
        >
          Evaluate again
        </PermittedButton>
      }
    >
      <div className={`${shared.cardBody} ${shared.stack}`}>
        {error ? (
          <p role="alert" className={shared.failing}>
            That did not work: {withLocalTimes(error.message)}
          </p>
        ) : null}
        {preview ? null : (
          <p className={shared.unknown}>
            Unknown: no integration was evaluated by it yet.
          </p>
        )}
        {preview?.state === 'running' ? (
          <Progress
            label="Evaluated by the draft"
            done={preview.done}
            total={preview.total}
          />
        ) : null}
        {preview?.state === 'failed' ? (
          <p role="alert" className={shared.failing}>
            It could not be evaluated:{' '}
            {withLocalTimes(preview.because ?? 'no reason was given')}. Press
            “Evaluate again”.
          </p>
        ) : null}
        {preview?.state === 'done' ? (
          <p>
            {previewWords(preview)}{' '}
            {preview.finishedAt ? (
              <span className={shared.muted}>
                As of {formatInstant(preview.finishedAt)}.
              </span>
            ) : null}
          </p>
        ) : null}
      </div>
      {preview?.state === 'done' && preview.questions?.length ? (
        <div className={styles.pair}>
          <Questions detail={detail} />
          {preview.teams?.length ? <Teams detail={detail} /> : null}
        </div>
      ) : null}
    </Card>
  );
}
