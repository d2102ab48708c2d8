import {
  DrillOutcome,
  DrillState,
} from '@tieline/plugin-integrations-common/governance';
import { LookLabel } from '../shared/LookLabel';
import { DRILL_STATES, OUTCOMES } from './drillWords';

/** How a drill went; how far it is where nobody has recorded that yet. */
export function DrillLabel(props: {
  drill: { state: DrillState; outcome?: DrillOutcome };
}) {
  const { state, outcome } = props.drill;
  const { look, title } =
    OUTCOMES.find(({ id }) => state === 'done' && id === outcome) ??
    DRILL_STATES.find(({ id }) => id === state)!;
  return <LookLabel look={look} title={title} />;
}
