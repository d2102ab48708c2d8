import { FailureMode } from '@tieline/plugin-integrations-common/governance';
import { SelectField } from '../deprecations/dialogs/SelectField';
import { ErrorNotice } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { useRunbook } from './useDrills';

function placeholderOf(
  isChosen: boolean,
  modes: readonly FailureMode[] | undefined,
): string {
  if (!isChosen) {
    return 'Choose the integration first';
  }
  if (!modes) {
    return 'Loading…';
  }
  return modes.length ? 'Choose one' : 'None is known for its pattern';
}

/** A choice of one of the ways in which the chosen integration can fail. */
export function FailureModeField(props: {
  query: ReturnType<typeof useRunbook>;
  /** Whether the integration is chosen. */
  isChosen: boolean;
  mode: FailureMode | undefined;
  onChange: (id: string) => void;
}) {
  const { query, isChosen, mode, onChange } = props;
  const modes = query.data?.modes;
  if (query.error) {
    return <ErrorNotice what="How it can fail" query={query} />;
  }
  return (
    <div>
      <SelectField
        label="Failure to rehearse"
        options={modes ?? []}
        value={mode?.id ?? ''}
        placeholder={placeholderOf(isChosen, modes)}
        description={mode?.happens}
        isDisabled={!modes?.length}
        onChange={onChange}
      />
      {isChosen && modes?.length === 0 ? (
        <p className={`${shared.small} ${shared.muted}`}>
          The ways to fail follow from an integration’s pattern and interaction:
          see spec.type in its entity.
        </p>
      ) : null}
    </div>
  );
}
