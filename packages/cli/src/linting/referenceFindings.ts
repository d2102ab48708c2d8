import { makeValidator, parseEntityRef } from '@backstage/catalog-model';
import { ReadableIntegrationSpec } from '@tieline/plugin-integrations-common';
import { LintFinding } from './LintFinding';

const { isValidEntityName, isValidNamespace } = makeValidator();

const sides = ['system', 'component', 'resource', 'api'];
const owners = ['group', 'user'];

/** A reference with its place, the kind that it has where it names none, and those that the field can mean. */
type Reference = [
  path: LintFinding['path'],
  text: string | undefined,
  defaultKind: string,
  kinds?: readonly string[],
];

/** References that a catalog could never resolve, whatever is in it. */
export function referenceFindings(
  spec: ReadableIntegrationSpec,
): LintFinding[] {
  const references: Reference[] = [
    [['owner'], spec.owner, 'group', owners],
    [['system'], spec.system, 'system', ['system']],
    [['source'], spec.source, 'system', sides],
    ...(spec.targets ?? []).map((target, at): Reference => [
      ['targets', at],
      target,
      'system',
      sides,
    ]),
    ...(spec.via ?? []).map((platform, at): Reference => [
      ['via', at],
      platform,
      'resource',
    ]),
    ...(spec.dataFlows ?? []).flatMap(
      ({ provider, contract }, at): Reference[] => [
        [['dataFlows', at, 'provider'], provider, 'component'],
        [
          ['dataFlows', at, 'contract', 'api'],
          contract && 'api' in contract ? contract.api : undefined,
          'api',
          ['api'],
        ],
      ],
    ),
    ...(spec.objectives ?? []).map(({ promisedTo }, at): Reference => [
      ['objectives', at, 'promisedTo'],
      promisedTo,
      'system',
    ]),
  ];
  return references.flatMap(([path, text, defaultKind, kinds]) => {
    const problem = text && problemOf(text, defaultKind, kinds);
    return problem
      ? [
          {
            ruleId: 'integration-reference' as const,
            level: 'error' as const,
            path: ['spec', ...path],
            message: problem,
          },
        ]
      : [];
  });
}

function problemOf(
  text: string,
  defaultKind: string,
  kinds: readonly string[] | undefined,
): string | undefined {
  const { kind, namespace, name } = parseEntityRef(text, {
    defaultKind,
    defaultNamespace: 'default',
  });
  if (!isValidEntityName(name)) {
    return `"${text}" can name no entity: "${name}" is not 1 to 63 letters, digits, hyphens, underscores and dots.`;
  }
  if (!isValidNamespace(namespace)) {
    return `"${text}" can name no entity: "${namespace}" is no namespace.`;
  }
  return kinds && !kinds.includes(kind.toLocaleLowerCase('en-US'))
    ? `"${text}" is of the kind ${kind}; here stands one of ${kinds.join(', ')}.`
    : undefined;
}
