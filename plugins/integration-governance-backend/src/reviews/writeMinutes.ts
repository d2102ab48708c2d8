import { ReviewItem } from '@tieline/plugin-integrations-common/governance';
import { StoredFinding } from '../findings/Finding';
import { ReviewRecord, TrailEntry } from './Review';

/** The minutes of a review as Markdown, as far as it got. */
export function writeMinutes(
  { review, agenda, findings }: ReviewRecord,
  trail: readonly TrailEntry[],
): string {
  const { keepOrEnd } = review;
  return [
    `# ${inLine(review.title)}`,
    describeHead(review),
    '## Agenda',
    ...agenda.flatMap(item => describeItem(item, findings)),
    ...(review.entityRef
      ? [
          '## Keep or end',
          keepOrEnd
            ? [
                `**${keepOrEnd.decision}**${keepOrEnd.endOn ? ` on ${keepOrEnd.endOn}` : ''}, decided by \`${keepOrEnd.by}\`: ${inLine(keepOrEnd.reason)}`,
                ...(keepOrEnd.replacement
                  ? [`Instead of it: ${inLine(keepOrEnd.replacement)}`]
                  : []),
              ].join('\n\n')
            : 'Undecided.',
        ]
      : []),
    '## Findings',
    findings.length > 0
      ? findings.map(describeFinding).join('\n')
      : 'Nothing was found.',
    '## Who did what',
    trail
      .map(({ at, by, what }) => `- ${at} \`${by}\` ${inLine(what)}`)
      .join('\n'),
  ].join('\n\n');
}

function describeHead(review: ReviewRecord['review']): string {
  const { people, closedAt, closedBy, nextReviewOn, note } = review;
  const ends = {
    open: () => 'It is open.',
    signed: () =>
      `Signed by \`${closedBy}\` on ${closedAt!.slice(0, 10)}; the next one is due on ${nextReviewOn}.`,
    cancelled: () =>
      `Called off by \`${closedBy}\` on ${closedAt!.slice(0, 10)}: it counts as not held.`,
  };
  return [
    `Opened by \`${review.openedBy}\` on ${review.openedAt.slice(0, 10)}. ${ends[review.state]()}`,
    ...(review.entityRef ? [`Integration: \`${review.entityRef}\``] : []),
    ...(people.length > 0
      ? [`Took part: ${people.map(person => `\`${person}\``).join(', ')}`]
      : []),
    review.since
      ? `Looks at what changed since ${review.since.slice(0, 10)}.`
      : 'There was no review before.',
    ...(note ? [`Note: ${inLine(note)}`] : []),
  ].join('\n\n');
}

function describeItem(
  { title, detail, level, disposition }: ReviewItem,
  findings: readonly StoredFinding[],
): string[] {
  const finding = findings.find(({ id }) => id === disposition?.findingId);
  const outcome = disposition
    ? `**${disposition.kind}**, said by \`${disposition.by}\`${disposition.note ? `: ${inLine(disposition.note)}` : ''}${finding ? `: ${inLine(finding.title)}` : ''}`
    : '**open**';
  return [
    `### ${inLine(title)}`,
    ...(detail ? [`${inLine(detail)}${level ? ` (${level})` : ''}`] : []),
    outcome,
  ];
}

function describeFinding(finding: StoredFinding): string {
  const check = finding.checkId
    ? `, done when the check \`${finding.checkId}\` passes`
    : '';
  return `- ${inLine(finding.title)}: \`${finding.ownerRef}\`, due on ${finding.dueOn}${check} (${finding.state})`;
}

function inLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
