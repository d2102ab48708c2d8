import { Button, TextField } from '@backstage/ui';
import { DriftDetail } from '@tieline/plugin-integrations-common/telemetry';
import { FormEvent, useState } from 'react';
import { EntityName } from '../shared/EntityLink';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { AlsoTakes } from './AlsoTakes';
import { DriftAddress } from './useDriftAddress';
import { useDriftAttachment } from './useDriftQueries';
import { YamlToCopy } from './YamlToCopy';
import styles from './drift.module.css';

function Another(props: { onChoose: (integration: string) => void }) {
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) {
      props.onChoose(name.trim());
    }
  };
  return (
    <form className={styles.another} onSubmit={submit}>
      <TextField
        size="small"
        label="Another integration"
        placeholder="integration:default/order-events"
        value={name}
        onChange={setName}
      />
      <Button size="small" variant="secondary" type="submit">
        Show
      </Button>
    </form>
  );
}

/** The likeliest are enough for most; the rest is a press away. */
const SHOWN = 3;

function Candidates(props: {
  candidates: DriftDetail['candidates'];
  chosen: string | undefined;
  onChoose: (integration: string) => void;
}) {
  const { candidates, chosen, onChoose } = props;
  const [isOpen, setIsOpen] = useState(false);
  if (candidates.length === 0) {
    return (
      <p className={`${shared.small} ${shared.muted}`}>
        No integration has an end in common with it.
      </p>
    );
  }
  const shown = candidates.filter(
    ({ integrationRef }, index) =>
      isOpen || index < SHOWN || integrationRef === chosen,
  );
  const rest = candidates.length - shown.length;
  return (
    <>
      <ul aria-label="Integrations that it may belong to">
        {shown.map(({ integrationRef, because }) => (
          <li key={integrationRef}>
            <button
              type="button"
              className={styles.candidate}
              aria-pressed={integrationRef === chosen}
              onClick={() => onChoose(integrationRef)}
            >
              <EntityName entityRef={integrationRef} />
              <span className={`${shared.small} ${shared.muted}`}>
                {because}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <Button size="small" variant="tertiary" onPress={() => setIsOpen(true)}>
          {rest} more
        </Button>
      ) : null}
    </>
  );
}

/** What to add to an integration that exists already. */
export function AttachPart(props: {
  detail: DriftDetail;
  address: DriftAddress;
}) {
  const { detail, address } = props;
  const { candidates } = detail;
  const chosen = address.integration ?? candidates[0]?.integrationRef;
  const query = useDriftAttachment(detail.id, chosen);
  // A version or a consumer was seen on its own integration, and is no other's.
  const isElsewhere =
    detail.kind === 'undeclared' || detail.target !== undefined;
  const choose = (integration: string) =>
    address.change({ integration }, { replace: true });
  return (
    <div className={styles.part}>
      <Candidates candidates={candidates} chosen={chosen} onChoose={choose} />
      {chosen ? (
        <QueryState
          what="What to add"
          query={query}
          skeleton={<SkeletonRows rows={1} heightPx={96} />}
        >
          {attachment => (
            <>
              <p className={shared.small}>
                Add to <span className={shared.mono}>{attachment.field}</span>{' '}
                of{' '}
                <span className={shared.mono}>{attachment.integrationRef}</span>
                :
              </p>
              <YamlToCopy label="YAML to add" yaml={attachment.yaml} />
              {attachment.notes.map(note => (
                <p key={note} className={shared.small} role="note">
                  {note}
                </p>
              ))}
              <AlsoTakes alsoTakes={attachment.alsoTakes} />
            </>
          )}
        </QueryState>
      ) : null}
      {isElsewhere ? <Another onChoose={choose} /> : null}
    </div>
  );
}
