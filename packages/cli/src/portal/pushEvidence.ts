import {
  PushedEvidence,
  PushReceipt,
} from '@tieline/plugin-integrations-common/governance';
import { CannotJudgeError } from '../CannotJudgeError';
import { GivenPiece } from '../evidence/EvidenceOptions';
import { Finding, Report } from '../report/Report';
import { counted } from '../report/words';
import { EvidenceTarget, Portal } from './Portal';

type Accepted = PushReceipt['accepted'][number];

/**
 * Pushes evidence of an integration or a platform. What the portal takes and does not count is a warning.
 *
 * @throws CannotJudgeError where the portal can't be asked, can't take it, or knows none of that name
 */
export async function pushEvidence(
  portal: Portal,
  target: EvidenceTarget,
  pieces: readonly GivenPiece[],
): Promise<Report> {
  const name = `${target.kind}:${target.namespace}/${target.name}`;
  const { evidence, origins } = arrange(pieces);
  const { accepted } = await explained(name, origins, () =>
    portal.pushEvidence(target, evidence),
  );
  const known = accepted.filter(({ isNew }) => !isNew).length;
  const subject = {
    name,
    summary: `${counted(accepted.length, 'piece')} of evidence taken${known > 0 ? `, ${known} known already` : ''}`,
    findings: accepted.map(one => toFinding(one, name)),
    evidence: accepted,
  };
  return { command: 'evidence push', subjects: [subject], notes: [] };
}

/** By list, as the API takes it, and where each entry is from, by its place as the portal calls it. */
function arrange(pieces: readonly GivenPiece[]): {
  evidence: PushedEvidence;
  origins: ReadonlyMap<string, string>;
} {
  const lists: Record<string, object[]> = {};
  const origins = new Map<string, string>();
  for (const { list, item, origin } of pieces) {
    const items = (lists[list] ??= []);
    origins.set(`${list} ${items.length}`, origin);
    items.push(item);
  }
  return { evidence: lists as PushedEvidence, origins };
}

async function explained<T>(
  name: string,
  origins: ReadonlyMap<string, string>,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof CannotJudgeError)) {
      throw error;
    }
    const { message, ...details } = error.problem;
    if (details.isNotFound) {
      throw new CannotJudgeError(`The portal knows no ${name}.`, {
        advice:
          'Check the name, and that the catalog has it. A platform is named with --platform.',
        isNotFound: true,
      });
    }
    // As a sentence says it, and as a JSON pointer does.
    const [, list, index] = /\b([a-zA-Z]+)[[/](\d+)/.exec(message) ?? [];
    const origin = origins.get(`${list} ${index}`);
    throw origin
      ? new CannotJudgeError(message, { ...details, place: { file: origin } })
      : error;
  }
}

function toFinding(
  { type, subject, value, isNew, counts, because }: Accepted,
  name: string,
): Finding {
  return {
    ruleId: `${type} ${subject}`,
    level: counts ? 'note' : 'warning',
    message: [
      `${value}${isNew ? '' : ' (known already)'}.`,
      ...(counts
        ? []
        : [
            `It does not count${because ? `: ${because.replace(/\.*$/, '')}` : ''}.`,
          ]),
    ].join(' '),
    place: { file: name },
  };
}
