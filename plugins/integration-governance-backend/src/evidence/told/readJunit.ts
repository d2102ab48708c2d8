import { InputError, stringifyError } from '@backstage/errors';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { TestFacts } from './EvidencePiece';

/** Deeper nesting of suites is no report. */
const MAX_DEPTH = 32;

const parser = new XMLParser({
  ignoreAttributes: true,
  // A report that names entities could grow without bound.
  processEntities: false,
  isArray: name => name === 'testsuite' || name === 'testcase',
});

interface Suite {
  testsuite?: unknown[];
  testcase?: unknown[];
}

/**
 * Counts the test cases of a JUnit XML report. The cases are counted, not the
 * sums that a suite states of itself: writers disagree about those. A case that
 * passed in the end, after `rerunFailure` or `flakyFailure`, has passed.
 *
 * @throws InputError where it is no such report; what it says names no field
 */
export function readJunit(text: string): TestFacts {
  const validity = XMLValidator.validate(text);
  if (validity !== true) {
    const { line, msg } = validity.err;
    throw new InputError(`line ${line} is no XML: ${msg}`);
  }
  let report: Record<string, unknown>;
  try {
    report = parser.parse(text);
  } catch (error) {
    throw new InputError(`it can't be read: ${stringifyError(error)}`);
  }
  if (report.testsuites === undefined && report.testsuite === undefined) {
    throw new InputError(
      'a JUnit report begins with <testsuites> or <testsuite>',
    );
  }
  const facts: TestFacts = { tests: 0, failed: 0, skipped: 0 };
  const root = report.testsuites ?? report;
  addSuite(root, facts, 0);
  return facts;
}

function addSuite(suite: unknown, facts: TestFacts, depth: number): void {
  if (typeof suite !== 'object' || suite === null) {
    return;
  }
  if (depth > MAX_DEPTH) {
    throw new InputError(`suites are nested more than ${MAX_DEPTH} deep`);
  }
  const { testsuite = [], testcase = [] } = suite as Suite;
  for (const one of testcase) {
    facts.tests += 1;
    if (typeof one === 'object' && one !== null) {
      if ('failure' in one || 'error' in one) {
        facts.failed += 1;
      } else if ('skipped' in one) {
        facts.skipped += 1;
      }
    }
  }
  testsuite.forEach(inner => addSuite(inner, facts, depth + 1));
}
