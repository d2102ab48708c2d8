import { Button } from '@backstage/ui';
import { useState } from 'react';
import { EntityName } from './EntityLink';
import shared from './shared.module.css';
import { OwnerField } from './OwnerField';

/** Who takes part: groups and people, chosen one after the other. */
export function PeopleField(props: {
  people: readonly string[];
  onChange: (people: string[]) => void;
}) {
  const { people, onChange } = props;
  // A field that was chosen in starts anew.
  const [turn, setTurn] = useState(0);
  return (
    <div className={shared.people}>
      <OwnerField
        key={turn}
        label="Who takes part"
        description="May stay empty; you take part in any case"
        value={undefined}
        onChange={ref => {
          if (ref && !people.includes(ref)) {
            onChange([...people, ref]);
            setTurn(turn + 1);
          }
        }}
      />
      {people.length ? (
        <ul aria-label="Taking part" className={shared.chips}>
          {people.map(ref => (
            <li key={ref} className={shared.row}>
              <EntityName entityRef={ref} />
              <Button
                size="small"
                variant="tertiary"
                className={shared.quiet}
                aria-label={`Remove ${ref}`}
                onPress={() => onChange(people.filter(other => other !== ref))}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
