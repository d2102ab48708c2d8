import { ShippedFailureMode } from './FailureModes';
import { writeSteps } from './writeTemplate';

/** A failure mode’s section of the handbook, in Markdown; its anchor is the mode’s id. */
export function writeHandbookSection(mode: ShippedFailureMode): string {
  return [
    `### ${mode.title}`,
    mode.happens,
    `Patterns: ${mode.patterns.join(', ')}. Interactions: ${mode.interactions.join(', ')}.`,
    writeSteps(mode.steps),
    `**Rehearse it.** ${mode.drill}`,
  ].join('\n\n');
}
