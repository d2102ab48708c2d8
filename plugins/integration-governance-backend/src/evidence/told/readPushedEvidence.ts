import { InputError, stringifyError } from '@backstage/errors';
import { PushedEvidence } from '@tieline/plugin-integrations-common/governance';
import { createHash } from 'node:crypto';
import { counted, listed } from '../../checklist/checks/words';
import { NewPiece, TestFacts } from './EvidencePiece';
import { readJunit } from './readJunit';

/** Clocks of senders may be ahead by so much. */
const AHEAD_MS = 5 * 60_000;

type ListName = keyof PushedEvidence;
type Item<Name extends ListName> = NonNullable<PushedEvidence[Name]>[number];

/** What differs between the types of evidence. */
type Told = Pick<NewPiece, 'type' | 'subject' | 'value' | 'facts'> & {
  countsNotBecause?: string;
};

/**
 * The pieces of evidence in what a pipeline pushed, in the order of the
 * request's lists.
 *
 * @throws InputError naming the field that can't be taken
 */
export function readPushedEvidence(
  pushed: PushedEvidence,
  from: { entityRef: string; source: string; now: Date },
): NewPiece[] {
  const pieces: NewPiece[] = [];
  const read = <Name extends ListName>(
    name: Name,
    tell: (item: Item<Name>, field: string) => Told[],
  ) => {
    (pushed[name] ?? []).forEach((item, index) => {
      const field = `${name}[${index}]`;
      const common = readCommon(item as Item<Name>, field, from.now);
      for (const told of tell(item as Item<Name>, field)) {
        pieces.push({
          ...told,
          ...common,
          entityRef: from.entityRef,
          source: from.source,
          grade: 'tested',
          senderKey: senderKeyOf(item.id, common.at, told),
        });
      }
    });
  };
  read('testResults', (item, field) => [tellTests(item, field)]);
  read('deployments', item => [tellDeployment(item)]);
  read('dependencies', item => [tellDependencies(item)]);
  read('faultTests', tellFaultTest);
  read('facts', ({ name, value }) => [
    {
      type: 'fact',
      subject: name,
      value: `${name} is ${value}`,
      facts: { value },
    },
  ]);
  if (pieces.length === 0) {
    throw new InputError(
      'There is no evidence in it: give testResults, deployments, dependencies, faultTests or facts.',
    );
  }
  return pieces;
}

function readCommon(
  item: { at?: string; href?: string; environment?: string },
  field: string,
  now: Date,
) {
  const at = item.at ?? now.toISOString();
  if (Date.parse(at) > now.getTime() + AHEAD_MS) {
    throw new InputError(`${field}.at is in the future: ${at}`);
  }
  if (item.href !== undefined && !isHttpUrl(item.href)) {
    throw new InputError(`${field}.href is no http or https address`);
  }
  return {
    at: new Date(at).toISOString(),
    href: item.href,
    environment: item.environment,
  };
}

export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function senderKeyOf(id: string | undefined, at: string, told: Told): string {
  const same = id === undefined ? ['words', at, told.facts] : ['id', id];
  return createHash('sha256').update(JSON.stringify(same)).digest('hex');
}

function tellTests(item: Item<'testResults'>, field: string): Told {
  const facts = readTests(item, field);
  const { tests, failed, skipped } = facts;
  const ran = tests - skipped;
  const where = item.environment ? ` in ${item.environment}` : '';
  const but = [
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} skipped`,
  ].filter(part => typeof part === 'string');
  return {
    type: 'test-results',
    subject: item.level,
    value: `${counted(tests, `${item.level} test`, `${item.level} tests`)}${where}, ${but.length > 0 ? listed(but) : 'all passed'}`,
    facts: { ...facts },
    countsNotBecause: ran > 0 ? undefined : 'No test ran: that shows nothing',
  };
}

function readTests(item: Item<'testResults'>, field: string): TestFacts {
  const { tests, failed, skipped = 0, junit } = item;
  if (junit !== undefined) {
    if (tests !== undefined || failed !== undefined) {
      throw new InputError(`${field} has both junit and counts: give one`);
    }
    try {
      return readJunit(junit);
    } catch (error) {
      const why =
        error instanceof Error ? error.message : stringifyError(error);
      throw new InputError(`${field}.junit: ${why}`);
    }
  }
  if (tests === undefined || failed === undefined) {
    throw new InputError(`${field} needs tests and failed, or junit`);
  }
  if (failed + skipped > tests) {
    throw new InputError(
      `${field} has ${failed} failed and ${skipped} skipped of only ${tests} tests`,
    );
  }
  return { tests, failed, skipped };
}

function tellDeployment(item: Item<'deployments'>): Told {
  const { environment, version, result, rollout, canary } = item;
  const how = [
    result,
    rollout && (rollout === 'all-at-once' ? 'all at once' : `as ${rollout}`),
    canary && `canary ${canary}`,
  ].filter(part => typeof part === 'string');
  return {
    type: 'deployment',
    subject: environment,
    value: `${version ? `${version} ` : ''}to ${environment}: ${listed(how)}`,
    facts: { result, version, rollout, canary },
  };
}

function tellDependencies(item: Item<'dependencies'>): Told {
  const { checked, pastEndOfLife } = item;
  const ended = pastEndOfLife.map(({ name, version, endOfLife }) =>
    [name, version, endOfLife && `(${endOfLife})`].filter(Boolean).join(' '),
  );
  return {
    type: 'dependencies',
    subject: 'dependencies',
    value: `${counted(checked, 'dependency', 'dependencies')} checked, ${ended.length > 0 ? `past their end of life: ${listed(ended)}` : 'none past its end of life'}`,
    facts: { checked, pastEndOfLife },
    countsNotBecause:
      checked > 0 || ended.length > 0
        ? undefined
        : 'No dependency was checked: that shows nothing',
  };
}

function tellFaultTest(item: Item<'faultTests'>): Told[] {
  const { scenario, controls, passed, environment } = item;
  return [...new Set(controls)].map(control => ({
    type: 'fault-test',
    subject: control,
    value: `${scenario}, in ${environment}: ${passed ? 'held' : 'did not hold'}`,
    facts: { scenario, passed },
  }));
}
