import { isDeepStrictEqual } from 'node:util';
import { ContractText } from '@tieline/plugin-integration-contracts-backend/judgement';
import {
  Contract,
  ContractId,
  Publication,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { CannotJudgeError } from '../CannotJudgeError';
import { decodeText, shownPath } from '../files/readTextFile';
import { Repository } from '../git/Repository';
import { inFile } from '../portal/inFile';
import { Portal } from '../portal/Portal';
import { Finding, Report } from '../report/Report';
import { counted } from '../report/words';
import { commitUrl } from './commitUrl';
import { HistoryEntry } from './HistoryEntry';
import { readHistory } from './readHistory';
import { resumeAt } from './resumeAt';

/** What a version that breaks goes through with: it was in use before anybody judged it. */
export const HISTORY_REASON =
  'History: this version was in use before contracts were judged here (tieline contracts import).';

/** The API's limit of a changelog. */
const MAX_CHANGELOG = 20_000;

/** What is imported. */
export interface HistoryImport {
  cwd: string;
  file: string;
  contract: ContractId;
  format?: Publication['format'];
  /** Address of a commit, with `{commit}` for its hash; the remote's where it is missing. */
  sourceUrl?: string;
  tell(line: string): void;
}

/**
 * Publishes every text that a file had in Git's history, oldest first. What the portal has of it already is left out.
 *
 * @throws CannotJudgeError where Git or the portal can't be asked; what was published until then stays
 */
export async function importHistory(
  portal: Portal,
  options: HistoryImport,
): Promise<Report> {
  const { cwd, file, contract, tell } = options;
  const name = stringifyContractId(contract);
  const repository = await Repository.open(cwd);
  const entries = await readHistory(repository, cwd, file);
  const isShallow = await repository.isShallow();
  const known: Contract | undefined = await portal.find(contract);
  const start = resumeAt(entries, known?.allVersions ?? []);
  const url = options.sourceUrl ?? commitUrl(await repository.remoteUrl());
  const findings: Finding[] = [];
  let published = 0;
  let last: unknown;
  for (const [at, entry] of entries.entries()) {
    const label = `[${at + 1}/${entries.length}] ${entry.committedAt.slice(0, 10)} ${entry.commit.slice(0, 8)}`;
    const shown = repository.shown(entry.path);
    try {
      const bytes = await repository.read(entry.commit, entry.path);
      const text = decodeText(bytes, shown);
      const content = contentOf(text, shown);
      const isSame = isDeepStrictEqual(content, last);
      last = content;
      if (at < start) {
        tell(`${label} known already`);
      } else if (isSame) {
        tell(`${label} says the same as before`);
      } else {
        const outcome = await portal.publish(
          contract,
          publicationOf(entry, text, { url, format: options.format }),
        );
        if ('error' in outcome) {
          throw new CannotJudgeError(
            `The portal refuses ${entry.commit.slice(0, 8)} though it is history: ${outcome.error.message}`,
            { advice: 'Give the token integration.contract.override.' },
          );
        }
        published += outcome.alreadyKnown ? 0 : 1;
        const { version, verdict } = outcome.version;
        tell(
          `${label} ${outcome.alreadyKnown ? 'is' : 'published as'} version ${version}${verdict === 'overridden' ? ', breaks the one before' : ''}`,
        );
      }
    } catch (error) {
      const finding =
        at < start ? undefined : skippedFinding(error, entry, shown);
      if (at >= start && !finding) {
        throw stopped(error, shownPath(cwd, file));
      }
      tell(`${label} ${finding ? 'left out' : 'known already'}`);
      findings.push(...(finding ? [finding] : []));
    }
  }
  return {
    command: 'contracts import',
    subjects: [
      {
        name: shownPath(cwd, file),
        summary: `${counted(published, 'version')} of ${name} published from ${counted(entries.length, 'commit')}${start > 0 ? `, ${start} of them known already` : ''}`,
        findings,
      },
    ],
    notes: isShallow
      ? [
          'This clone is shallow: what is older than its oldest commit was not seen (git fetch --unshallow).',
        ]
      : [],
  };
}

function contentOf(text: string, file: string): unknown {
  try {
    return new ContractText(text).content;
  } catch (error) {
    const { place, message } = error as Error & {
      place?: { line: number; column: number };
    };
    const problem = message.replace(/^Line \d+, column \d+: /, '');
    throw new CannotJudgeError(problem, {
      advice: 'It can not be taken; the versions around it can.',
      isAboutText: true,
      place: { file, ...place },
    });
  }
}

function publicationOf(
  { commit, committedAt, author, message }: HistoryEntry,
  text: string,
  { url, format }: { url?: string; format?: Publication['format'] },
): Publication {
  const mark = `\n\nCommit ${commit} by ${author}`;
  return {
    text,
    format,
    source: 'git',
    // At the end, so that a long message never cuts the mark by which it is known again.
    changelog: message.slice(0, MAX_CHANGELOG - mark.length) + mark,
    publishedAt: new Date(committedAt).toISOString(),
    override: { reason: HISTORY_REASON },
    ...(url && { sourceUrl: url.replaceAll('{commit}', commit) }),
  };
}

/** @returns undefined where it is not about this text alone: the next ones would fail too */
function skippedFinding(
  error: unknown,
  { commit }: HistoryEntry,
  file: string,
): Finding | undefined {
  if (!(error instanceof CannotJudgeError)) {
    return undefined;
  }
  const { message, isAboutText, place } = error.problem;
  return isAboutText
    ? {
        ruleId: 'unreadable-history',
        level: 'warning',
        message,
        place: { ...place, file, revision: commit.slice(0, 8) },
      }
    : undefined;
}

function stopped(error: unknown, file: string): unknown {
  if (!(error instanceof CannotJudgeError)) {
    return error;
  }
  const { message, advice, ...rest } = error.problem;
  return inFile(
    new CannotJudgeError(message, {
      ...rest,
      advice: `${advice} The import goes on where it stopped.`,
    }),
    file,
  );
}
