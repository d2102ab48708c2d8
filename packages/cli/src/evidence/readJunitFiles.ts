import { readJunit } from '@tieline/plugin-integration-governance-backend/junit';
import { globSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CannotJudgeError } from '../CannotJudgeError';
import { readTextFile, shownPath } from '../files/readTextFile';
import { JunitOption, TestResults } from './EvidenceOptions';

/** The results of a level, and the files that they are from. */
export interface CountedFiles {
  results: TestResults;
  files: string[];
}

/**
 * Counts the tests in JUnit reports. A level is one piece of evidence: all files of a level are
 * added up, each once. Only counts go to the portal: reports are often larger than what it takes,
 * and have output in them that is nobody's business.
 *
 * @throws CannotJudgeError where a file is missing, or is no such report
 */
export function readJunitFiles(
  cwd: string,
  given: readonly JunitOption[],
): CountedFiles[] {
  return [...new Set(given.map(({ level }) => level))].map(level => {
    const files = new Set(
      given
        .filter(option => option.level === level)
        .flatMap(({ path }) => expand(cwd, path)),
    );
    const results = { level, tests: 0, failed: 0, skipped: 0 };
    for (const file of files) {
      const { tests, failed, skipped } = readOne(cwd, file);
      results.tests += tests;
      results.failed += failed;
      results.skipped += skipped;
    }
    return { results, files: [...files] };
  });
}

function readOne(cwd: string, file: string) {
  const text = readTextFile(cwd, file);
  try {
    return readJunit(text);
  } catch (error) {
    throw new CannotJudgeError(
      `This is no JUnit report: ${(error as Error).message.replace(/\.*$/, '')}.`,
      {
        advice: 'Name the XML file that the test runner writes for CI servers.',
        place: { file },
      },
    );
  }
}

/** The files that are meant, as they are shown. */
function expand(cwd: string, path: string): string[] {
  const stats = statSync(resolve(cwd, path), { throwIfNoEntry: false });
  if (stats?.isDirectory()) {
    return orNone(find(cwd, join(path, '**', '*.xml')), `${path} has no .xml.`);
  }
  // A name with brackets in it may be a file all the same.
  return stats || !/[*?[{]/.test(path)
    ? [shownPath(cwd, path)]
    : orNone(find(cwd, path), `No file is called ${path}.`);
}

function find(cwd: string, pattern: string): string[] {
  return globSync(pattern, { cwd, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => shownPath(cwd, join(entry.parentPath, entry.name)))
    .sort();
}

function orNone(files: string[], message: string): string[] {
  if (files.length === 0) {
    throw new CannotJudgeError(`--junit: ${message}`, {
      advice: 'See whether the tests ran, and where their report was written.',
    });
  }
  return files;
}
