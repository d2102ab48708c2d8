import { FailOn, outcomeOf } from './outcomeOf';
import { Report } from './Report';
import { toolVersion } from '../toolVersion';

/** For scripts: the report as it is, with its outcome (`fine`, `violations` or `unjudged`). */
export function renderJson(report: Report, failOn: FailOn): string {
  const outcome = outcomeOf(report.subjects, failOn);
  const tool = { name: 'tieline', version: toolVersion };
  return `${JSON.stringify({ tool, outcome, ...report }, null, 2)}\n`;
}
