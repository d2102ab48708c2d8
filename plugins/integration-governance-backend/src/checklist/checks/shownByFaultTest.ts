import { Control } from '@tieline/plugin-integrations-common/governance';
import {
  EvidencePiece,
  FaultTestFacts,
} from '../../evidence/told/EvidencePiece';
import {
  CheckContext,
  CheckFunction,
  fail,
  Finding,
  pass,
  told,
} from '../finding';
import { nameOf } from './words';

const DAY_MS = 86_400_000;

type FaultTest = EvidencePiece<FaultTestFacts>;

/**
 * A check of a control that a fault test shows to hold, or not to: the
 * integration's own test first, then one of a platform that it goes via, which
 * gives the control to all that it carries. Without a test, what is stated.
 *
 * A test past its shelf life only speaks where nothing less than a test would
 * do, so that its old value stays readable.
 */
export function shownByFaultTest(
  control: Control,
  stated: CheckFunction,
): CheckFunction {
  return (evidence, context) => {
    const own = evidence.told.faultTest(control);
    if (own && speaks(own, context)) {
      return findingOf(own);
    }
    for (const platform of evidence.platforms) {
      const theirs = platform.told.faultTest(control);
      if (theirs && speaks(theirs, context)) {
        return {
          ...findingOf(theirs, ` on ${nameOf(platform.entityRef)}`),
          inheritedFrom: platform.entityRef,
        };
      }
    }
    return stated(evidence, context);
  };
}

function speaks({ at }: FaultTest, context: CheckContext): boolean {
  const { now, needs, shelfLifeDays } = context;
  const isFresh = Date.parse(at) + shelfLifeDays * DAY_MS > now.getTime();
  return isFresh || needs === 'tested' || needs === 'observed';
}

function findingOf(test: FaultTest, where = ''): Finding {
  return test.facts.passed
    ? pass(`A fault test${where} showed that it holds.`, told(test))
    : fail(`A fault test${where} showed that it does not hold.`, told(test));
}
