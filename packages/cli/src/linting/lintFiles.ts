import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CannotJudgeError } from '../CannotJudgeError';
import { readTextFile, shownPath } from '../files/readTextFile';
import { Report, Subject } from '../report/Report';
import { counted } from '../report/words';
import { FoundIntegration, lintText } from './lintText';

/**
 * Lints the Integration entities in files, and in all YAML files of folders.
 *
 * @throws CannotJudgeError where a path does not exist, or none of them has an Integration
 */
export function lintFiles(cwd: string, paths: readonly string[]): Report {
  const files = paths.flatMap(path => filesOf(cwd, path));
  const found: FoundIntegration[] = [];
  const subjects = [
    ...new Set(files.map(file => shownPath(cwd, file))),
  ].flatMap(file => lintFile(cwd, file, found));
  if (subjects.length === 0) {
    throw new CannotJudgeError(
      `There is no Integration in ${paths.map(path => shownPath(cwd, path)).join(', ')}.`,
      {
        advice:
          'Name YAML files with entities of the kind Integration, or folders with such files.',
      },
    );
  }
  addDuplicates(subjects, found);
  return { command: 'integrations lint', subjects, notes: [] };
}

function lintFile(
  cwd: string,
  file: string,
  found: FoundIntegration[],
): Subject[] {
  try {
    const text = readTextFile(cwd, file);
    const { integrations, findings } = lintText(text, file);
    found.push(...integrations);
    const summary = counted(integrations.length, 'integration');
    return integrations.length > 0 ? [{ name: file, summary, findings }] : [];
  } catch (error) {
    if (error instanceof CannotJudgeError) {
      const { problem } = error;
      return [
        { name: file, summary: 'can not be read', findings: [], problem },
      ];
    }
    throw error;
  }
}

function filesOf(cwd: string, path: string): string[] {
  const stats = statSync(resolve(cwd, path), { throwIfNoEntry: false });
  if (!stats) {
    throw new CannotJudgeError(`There is no ${shownPath(cwd, path)}.`, {
      advice: 'Check its name, and the folder that this runs in.',
    });
  }
  if (!stats.isDirectory()) {
    return [path];
  }
  return readdirSync(resolve(cwd, path), {
    recursive: true,
    withFileTypes: true,
  })
    .filter(entry => entry.isFile() && /\.ya?ml$/i.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => !/[\\/](node_modules|\.git)[\\/]/.test(file))
    .sort();
}

function addDuplicates(subjects: Subject[], found: FoundIntegration[]): void {
  const first = new Map<string, FoundIntegration>();
  // What has no name is told of already.
  const named = found.filter(({ ref }) => !ref.endsWith('/'));
  for (const integration of named) {
    const earlier = first.get(integration.ref);
    if (!earlier) {
      first.set(integration.ref, integration);
    } else {
      const { file, line } = earlier.place;
      subjects
        .find(({ name }) => name === integration.place.file)!
        .findings.push({
          ruleId: 'integration-duplicate',
          level: 'error',
          message: `${integration.ref} is in ${file}, line ${line}, already.`,
          advice: 'Give each its own name, or its own namespace.',
          place: integration.place,
          pointer: 'metadata.name',
        });
    }
  }
}
