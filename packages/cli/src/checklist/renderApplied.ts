import {
  ChecklistDifference,
  ChecklistEffect,
} from '@tieline/plugin-integrations-common/governance';
import { counted, harmless } from '../report/words';
import { AppliedChecklist } from './applyChecklist';

const SHOWN_EFFECTS = 20;
const SHOWN_TEAMS = 10;

/** What a changed checklist says, and what it would change, as text. */
export function renderApplied({
  version: detail,
  effects,
  isActivated,
}: AppliedChecklist): string {
  const { version, comparedWith, differences, preview, questions, checks } =
    detail;
  if (detail.state === 'active') {
    return harmless(`It says the same as ${version}, which counts already.\n`);
  }
  const { total, affected = 0, better = 0, worse = 0 } = preview!;
  const moved = (preview!.questions ?? []).filter(
    ({ before, after }) => before !== after,
  );
  const teams = preview!.teams ?? [];
  const lines = [
    `${isActivated ? 'Activated' : 'Draft'} ${version}: ${counted(questions, 'question')}, ${counted(checks, 'check')}, compared with ${comparedWith}`,
    ...differences.flatMap(differenceLines),
    ...(differences.length === 0 ? ['  It says the same.'] : []),
    '',
    `${isActivated ? 'It changes' : 'It would change'} ${affected} of ${counted(total, 'integration')}: ${better} better, ${worse} worse.`,
    ...moved.map(
      ({ questionId, before, after }) =>
        `  ${questionId}: yes ${before} → ${after}`,
    ),
    ...teams
      .slice(0, SHOWN_TEAMS)
      .map(
        team =>
          `  ${team.ownerRef === 'none' ? 'without an owner' : team.ownerRef}: ${team.affected} affected, ${team.worse} worse`,
      ),
    ...(teams.length > SHOWN_TEAMS
      ? [`  and ${counted(teams.length - SHOWN_TEAMS, 'more team')}`]
      : []),
    ...(effects.length > 0 ? [''] : []),
    ...effects.slice(0, SHOWN_EFFECTS).flatMap(effectLines),
    ...(effects.length > SHOWN_EFFECTS
      ? [`and ${effects.length - SHOWN_EFFECTS} more; --json lists all`]
      : []),
    '',
    isActivated
      ? 'It counts from now on.'
      : 'Nothing of it counts yet. Activate it with --activate, or on its page.',
  ];
  return harmless(lines.join('\n')).concat('\n');
}

function differenceLines(difference: ChecklistDifference): string[] {
  const { kind, of, id, title, changes } = difference;
  const sign = { added: '+', removed: '-', changed: '~' }[kind];
  return [
    `  ${sign} ${of} ${id}  ${title}`,
    ...changes.map(
      ({ property, before, after }) =>
        `      ${property}: ${before ?? 'not given'} → ${after ?? 'not given'}`,
    ),
  ];
}

function effectLines({
  integration: { namespace, name },
  before,
  after,
  changes,
}: ChecklistEffect): string[] {
  return [
    `${namespace}/${name}  ${before.yes} of ${before.applicable} → ${after.yes} of ${after.applicable}`,
    ...changes.map(
      ({ title, from, to, reason }) =>
        `  ${title}: ${from ?? 'new'} → ${to ?? 'gone'}. ${reason}`,
    ),
  ];
}
