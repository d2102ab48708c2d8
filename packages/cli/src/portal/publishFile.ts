import {
  ContractId,
  Publication,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { readTextFile, shownPath } from '../files/readTextFile';
import { Report, Subject } from '../report/Report';
import { inFile } from './inFile';
import { Portal } from './Portal';
import { verdictSubject } from './verdictSubject';

/** What is published, apart from the text. */
export type PublicationDetails = Omit<Publication, 'text' | 'source'>;

/**
 * Publishes a file as the next version of a contract. A refusal is a report with violations.
 *
 * @throws CannotJudgeError where the portal can't be asked, or can't take the text
 */
export async function publishFile(
  cwd: string,
  portal: Portal,
  contract: ContractId,
  path: string,
  details: PublicationDetails,
): Promise<Report> {
  const file = shownPath(cwd, path);
  const text = readTextFile(cwd, path);
  const name = stringifyContractId(contract);
  try {
    const outcome = await portal.publish(contract, {
      ...details,
      text,
      source: 'pipeline',
    });
    const subject = verdictSubject(outcome.verdict, name, { file, text });
    const published: Subject =
      'error' in outcome
        ? { ...subject, summary: `is refused: it ${subject.summary}` }
        : {
            ...subject,
            ...takenAll(subject, details.override?.reason),
            summary: outcome.alreadyKnown
              ? `says the same as version ${outcome.version.version} of ${name}: nothing to publish`
              : `is published as version ${outcome.version.version} of ${name}`,
            told: outcome.told ?? [],
          };
    return { command: 'contracts publish', subjects: [published], notes: [] };
  } catch (error) {
    throw inFile(error, file);
  }
}

/** What the portal took is no violation any more: an override let it through, or it is in use already. */
function takenAll(subject: Subject, reason: string | undefined) {
  return {
    findings: subject.findings.map(finding => ({
      ...finding,
      level: finding.level === 'error' ? ('warning' as const) : finding.level,
      ...(reason && { advice: `Overridden: ${reason}` }),
    })),
  };
}
