import { Entity, makeValidator } from '@backstage/catalog-model';
import {
  INTEGRATION_API_VERSION,
  readIntegration,
} from '@tieline/plugin-integrations-common';
import { gapsOf } from './gapsOf';
import { LintFinding } from './LintFinding';
import { referenceFindings } from './referenceFindings';
import { unknownFields } from './unknownFields';

const validator = makeValidator();

/** Everything there is to say about one Integration entity, by itself. */
export function lintEntity(entity: Record<string, unknown>): LintFinding[] {
  const given = isFields(entity.spec) ? entity.spec : {};
  const { spec, findings } = readIntegration({
    ...entity,
    spec: given,
  } as unknown as Entity);
  return [
    ...envelopeFindings(entity),
    ...findings.map(({ path, message }): LintFinding => ({
      ruleId: message.endsWith(' is missing')
        ? 'integration-missing'
        : 'integration-value',
      level: 'error',
      path: stepsOf(path),
      message: `${message}.`,
    })),
    // What has a mistake is told of already, and would shift the places of lists.
    ...referenceFindings(findings.length === 0 ? spec : scalarsOf(spec)),
    ...unknownFields(given),
    ...(findings.length === 0 ? gapsOf(spec) : []),
  ];
}

function envelopeFindings({
  apiVersion,
  metadata,
  spec,
}: Record<string, unknown>): LintFinding[] {
  const finding = (path: string[], message: string): LintFinding => ({
    ruleId: 'integration-entity',
    level: 'error',
    path,
    message,
  });
  const { name, namespace = 'default' } = isFields(metadata) ? metadata : {};
  return [
    ...(apiVersion === INTEGRATION_API_VERSION
      ? []
      : [
          finding(
            ['apiVersion'],
            `apiVersion must be ${INTEGRATION_API_VERSION}, not ${JSON.stringify(apiVersion) ?? 'missing'}.`,
          ),
        ]),
    ...(validator.isValidEntityName(name)
      ? []
      : [
          finding(
            ['metadata', 'name'],
            name === undefined
              ? 'metadata.name is missing.'
              : `metadata.name must be 1 to 63 letters, digits, hyphens, underscores and dots, not ${JSON.stringify(name)}.`,
          ),
        ]),
    ...(validator.isValidNamespace(namespace)
      ? []
      : [
          finding(
            ['metadata', 'namespace'],
            `metadata.namespace must be 1 to 63 small letters, digits and hyphens, not ${JSON.stringify(namespace)}.`,
          ),
        ]),
    ...(spec === undefined || isFields(spec)
      ? []
      : [finding(['spec'], 'spec must be a group of fields.')]),
  ];
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function scalarsOf<T extends object>(spec: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(spec).filter(([, value]) => typeof value === 'string'),
  ) as Partial<T>;
}

/** `spec.endpoints[0].protocol` as steps. */
function stepsOf(path: string): LintFinding['path'] {
  return path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .map(step => (/^\d+$/.test(step) ? Number(step) : step));
}
