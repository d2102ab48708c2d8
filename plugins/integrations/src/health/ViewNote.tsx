import {
  HealthDetail,
  ReportView,
  ViewName,
} from '@tieline/plugin-integrations-common/telemetry';
import { formatInstant } from '../shared/format';
import { Segments } from '../shared/Segments';
import { Address } from '../shared/useAddress';
import shared from '../shared/shared.module.css';

const NAMES: readonly ViewName[] = [
  'metrics-caller',
  'metrics-callee',
  'spans-caller',
  'spans-callee',
];

/** The report that the address asks for, undefined for the chosen one. */
export function viewOf(values: URLSearchParams): ViewName | undefined {
  return NAMES.find(name => name === values.get('view'));
}

/** The health with the numbers of another report of the same calls. */
export function asSeenBy(
  health: HealthDetail,
  name: ViewName | undefined,
): HealthDetail {
  const view = health.views.find(item => item.view === name);
  return view ? { ...health, calls: view.calls } : health;
}

function titleOf({ side, source }: ReportView): string {
  return `${side}, ${source}`;
}

/** Says who saw the calls, and lets one look at what the others saw. */
export function ViewNote(props: { health: HealthDetail; address: Address }) {
  const { health, address } = props;
  const chosen = health.views.find(view => view.chosen);
  if (!chosen || health.views.length < 2) {
    return null;
  }
  const name = viewOf(address.values) ?? chosen.view;
  return (
    <div className={shared.actions}>
      <span className={`${shared.small} ${shared.muted}`}>Seen by the</span>
      <Segments
        label="Seen by"
        options={health.views.map(view => ({
          id: view.view,
          title: titleOf(view),
        }))}
        value={name}
        onChange={view =>
          address.change({ view: view === chosen.view ? undefined : view })
        }
      />
      <span className={`${shared.small} ${shared.muted}`}>
        {name === chosen.view
          ? `counts for the status${
              chosen.since ? ` since ${formatInstant(chosen.since)}` : ''
            }. ${chosen.because ?? ''}`
          : `the same calls, beside ${titleOf(chosen)}, which counts for the status.`}
      </span>
    </div>
  );
}
