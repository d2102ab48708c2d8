import { ContractDifference } from '@tieline/plugin-integrations-common/contracts';
import { useMemo } from 'react';
import shared from '../shared/shared.module.css';
import { groupChanges, JudgedChange } from './changeGroups';
import { counted } from './contractWords';
import { PlaceLink } from './PlaceLink';
import { ShownInParts } from './ShownInParts';
import { Texts, ViolationItem } from './ViolationItem';
import styles from './violations.module.css';

/** The sides are named by versions, not by what a violation names. */
interface Sides {
  difference: ContractDifference;
  texts: Texts;
}

function ChangeItem(props: Sides & { judged: JudgedChange }) {
  const { difference, texts, judged } = props;
  const { change, violations } = judged;
  const { from, to } = difference;
  return (
    <li className={styles.change}>
      <p className={violations.length ? shared.strong : undefined}>
        {change.title}
      </p>
      {violations.length ? (
        <ul>
          {violations.map((violation, index) => (
            <ViolationItem key={index} violation={violation} texts={texts} />
          ))}
        </ul>
      ) : (
        <p className={`${styles.places} ${shared.small}`}>
          {change.oldPointer === undefined ? null : (
            <PlaceLink
              text={from.version}
              version={from.version}
              pointer={change.oldPointer}
              place={change.oldPlace}
              opener={texts.openOld}
            />
          )}
          {change.oldPointer !== undefined &&
          change.newPointer !== undefined ? (
            <span aria-hidden>→</span>
          ) : null}
          {change.newPointer === undefined ? null : (
            <PlaceLink
              text={to.version}
              version={to.version}
              pointer={change.newPointer}
              place={change.newPlace}
              opener={texts.openNew}
            />
          )}
        </p>
      )}
    </li>
  );
}

/** That a difference is larger than what is listed of it. */
function Cut(props: { difference: ContractDifference }) {
  const { changes, totalChanges } = props.difference;
  return changes.length < totalChanges ? (
    <p className={shared.cardBody} role="note">
      <b>
        {changes.length.toLocaleString('en-GB')} of{' '}
        {counted(totalChanges, 'change')}
      </b>{' '}
      are listed: the first ones, and all that a violation is in. The verdict
      takes in the rest as well.
    </p>
  ) : null;
}

const KINDS = [
  { id: 'removed', title: 'Removed' },
  { id: 'changed', title: 'Changed' },
  { id: 'added', title: 'Added' },
] as const;

/** What is different, by kind; what is in words for people only is folded. */
export function ChangeList(props: Sides) {
  const { difference, texts } = props;
  const groups = useMemo(() => groupChanges(difference), [difference]);
  const { unplaced, documentation } = groups;
  return (
    <>
      <Cut difference={difference} />
      {KINDS.map(({ id, title }) =>
        groups[id].length ? (
          <section key={id} aria-label={title}>
            <h3 className={styles.group}>
              {title} ({groups[id].length})
            </h3>
            <ShownInParts items={groups[id]} noun="changes">
              {judged => <ChangeItem {...props} judged={judged} />}
            </ShownInParts>
          </section>
        ) : null,
      )}
      {unplaced.length ? (
        <section aria-label="Violations">
          <h3 className={styles.group}>
            {difference.changes.length
              ? 'Violations that no single change explains'
              : 'Violations'}{' '}
            ({unplaced.length})
          </h3>
          <ShownInParts items={unplaced} noun="violations">
            {violation => <ViolationItem violation={violation} texts={texts} />}
          </ShownInParts>
        </section>
      ) : null}
      {documentation.length ? (
        <details className={styles.folded}>
          <summary>
            Only in words for people ({documentation.length}): breaks nobody
          </summary>
          <ShownInParts items={documentation} noun="changes">
            {judged => <ChangeItem {...props} judged={judged} />}
          </ShownInParts>
        </details>
      ) : null}
    </>
  );
}
