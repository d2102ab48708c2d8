/** What a runbook says of one failure, in the order in which it is done. */
export interface RunbookSteps {
  notice: string;
  contain: string;
  repair: string;
  catchUp: string;
  tell: string;
  afterwards: string;
}

const titles: Array<[step: keyof RunbookSteps, title: string]> = [
  ['notice', 'Notice'],
  ['contain', 'Contain'],
  ['repair', 'Repair'],
  ['catchUp', 'Catch up'],
  ['tell', 'Tell'],
  ['afterwards', 'Afterwards'],
];

/** The steps as a Markdown list. */
export function writeSteps(steps: RunbookSteps): string {
  return titles
    .map(([step, title], index) => `${index + 1}. **${title}.** ${steps[step]}`)
    .join('\n');
}

/** Markdown to begin a runbook's section with. */
export function writeTemplate(title: string, steps: RunbookSteps): string {
  return `## ${title}\n\n${writeSteps(steps)}\n`;
}
