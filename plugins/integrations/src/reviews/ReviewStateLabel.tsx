import {
  FindingState,
  ReviewItem,
  ReviewState,
} from '@tieline/plugin-integrations-common/governance';
import { LookLabel } from '../shared/LookLabel';
import { FINDING_STATES, LEVELS, REVIEW_STATES } from './reviewWords';

/** How far a review is. */
export function ReviewStateLabel(props: { state: ReviewState }) {
  const { look, title } = REVIEW_STATES.find(({ id }) => id === props.state)!;
  return <LookLabel look={look} title={title} />;
}

/** How far a finding is; overdue stands out. */
export function FindingStateLabel(props: {
  state: FindingState;
  isOverdue: boolean;
}) {
  const { look, title } = FINDING_STATES.find(({ id }) => id === props.state)!;
  return props.state === 'open' && props.isOverdue ? (
    <LookLabel look="fail" title="overdue" />
  ) : (
    <LookLabel look={look} title={title} />
  );
}

/** How an item of an agenda looks; nothing where nobody judged it. */
export function LevelLabel(props: { level: ReviewItem['level'] }) {
  const level = LEVELS.find(({ id }) => id === props.level);
  return level ? <LookLabel look={level.look} title={level.title} /> : null;
}
