import {
  Brownout,
  Ending,
} from '@tieline/plugin-integrations-common/contracts';
import { EntityName } from '../shared/EntityLink';
import { formatCount, formatInstant, formatMoment } from '../shared/format';
import { Card } from '../shared/Frame';
import { PermittedButton } from '../shared/PermittedButton';
import shared from '../shared/shared.module.css';
import { mayManage } from './endingPermits';
import { useCancelBrownout } from './useEndings';
import styles from './deprecations.module.css';

/** Who called while it lasted. */
function Failed(props: { brownout: Brownout; ending: Ending }) {
  const { brownout, ending } = props;
  const nameOf = (id: number) =>
    ending.consumers.find(consumer => consumer.id === id)?.name ??
    'somebody you may not see';
  if (brownout.failed.length) {
    return (
      <ul>
        {brownout.failed.map(({ consumerId, calls, failedCalls }) => (
          <li key={consumerId} className={shared.small}>
            <b className={shared.strong}>{nameOf(consumerId)}</b>:{' '}
            {formatCount(failedCalls)} of {formatCount(calls)} calls failed
          </li>
        ))}
      </ul>
    );
  }
  return brownout.state === 'over' ? (
    <p className={`${shared.small} ${shared.muted}`}>
      Nobody was seen to call while it lasted.
    </p>
  ) : null;
}

function Item(props: { brownout: Brownout; ending: Ending; now: Date }) {
  const { brownout, ending, now } = props;
  const { id, startsAt, endsAt, state, note, plannedBy } = brownout;
  const { mutate, isPending, error } = useCancelBrownout(ending.id);
  return (
    <li className={styles.brownout}>
      <div className={styles.words}>
        <p>
          <b className={shared.strong}>{state}</b>{' '}
          <time dateTime={startsAt} title={formatInstant(startsAt)}>
            {formatMoment(startsAt, now)}
          </time>{' '}
          to{' '}
          <time dateTime={endsAt} title={formatInstant(endsAt)}>
            {formatMoment(endsAt, now)}
          </time>
        </p>
        <p className={`${shared.small} ${shared.muted}`}>
          planned by{' '}
          {plannedBy.includes(':') ? (
            <EntityName entityRef={plannedBy} />
          ) : (
            plannedBy
          )}
          {note ? `: ${note}` : null}
        </p>
        <Failed brownout={brownout} ending={ending} />
        {error ? (
          <p role="alert" className={`${shared.small} ${shared.failing}`}>
            It could not be cancelled: {error.message}
          </p>
        ) : null}
      </div>
      {state === 'planned' ? (
        <PermittedButton
          permitted={mayManage(ending, 'cancel a brownout')}
          isPending={isPending}
          label={`Cancel the brownout of ${formatMoment(startsAt, now)}`}
          onPress={() => mutate(id)}
        >
          Cancel
        </PermittedButton>
      ) : null}
    </li>
  );
}

/** Short outages that were announced, and who noticed; nothing where none was planned. */
export function BrownoutsCard(props: { ending: Ending; now: Date }) {
  const { ending, now } = props;
  return ending.brownouts.length ? (
    <Card title="Brownouts">
      <ul aria-label="Brownouts">
        {ending.brownouts.map(brownout => (
          <Item
            key={brownout.id}
            brownout={brownout}
            ending={ending}
            now={now}
          />
        ))}
      </ul>
    </Card>
  ) : null;
}
