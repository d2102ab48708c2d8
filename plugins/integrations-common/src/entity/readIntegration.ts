import { Entity, parseEntityRef } from '@backstage/catalog-model';
import Ajv, { ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { parseDurationMs } from '../duration';
import { IntegrationSpec } from './IntegrationEntityV1alpha1';
import { integrationSpecSchema } from './integrationSchema';
import { objectiveFindings } from './objectiveFindings';

/**
 * Something that is wrong in an Integration entity.
 *
 * @public
 */
export interface IntegrationFinding {
  /** Where: for example `spec.endpoints[0].protocol`. */
  path: string;
  /** What is wrong there and what would be right, in one sentence. */
  message: string;
}

/**
 * An Integration's spec as far as it can be used: what has a mistake is left
 * out, so that a reader may trust the type of whatever is there.
 *
 * @public
 */
export type ReadableIntegrationSpec = Partial<IntegrationSpec>;

const cronField = /^(\*|\d+(-\d+)?|[A-Za-z]{3}(-[A-Za-z]{3})?)(\/\d+)?$/;

function isCron(text: string): boolean {
  const parts = text.trim().split(/\s+/);
  return (
    parts.length === 5 &&
    parts.every(part => part.split(',').every(item => cronField.test(item)))
  );
}

function isEntityRef(text: string): boolean {
  try {
    parseEntityRef(text, { defaultKind: 'x', defaultNamespace: 'x' });
    return true;
  } catch {
    return false;
  }
}

function isTimeZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}

const ajv = addFormats(new Ajv({ allErrors: true, strict: false }), [
  'date',
  'regex',
  'uri',
])
  .addFormat('tieline-duration', text => parseDurationMs(text) !== undefined)
  .addFormat('tieline-entity-ref', isEntityRef)
  .addFormat('tieline-cron', isCron)
  .addFormat('tieline-time-zone', isTimeZone)
  .addFormat('tieline-local-time', /^([01]\d|2[0-3]):[0-5]\d$/);

const validateSpec = ajv.compile(integrationSpecSchema);

const formatNames: Record<string, string> = {
  'tieline-duration': 'a duration such as 30s, 5m, 2h, 30d or PT5M',
  'tieline-entity-ref': 'an entity reference such as system:default/erp',
  'tieline-cron': 'a cron expression of five fields',
  'tieline-time-zone': 'an IANA time zone such as Europe/Berlin',
  'tieline-local-time': 'a local time such as 05:30',
  date: 'a date such as 2027-03-31',
  regex: 'a regular expression',
  uri: 'an address such as https://example.com/runbook',
};

const typeNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
};

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}

function describe(error: ErrorObject, value: unknown): string | undefined {
  const { keyword, params } = error;
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'type':
      return `must be ${typeNames[params.type] ?? params.type}, not ${shown(value)}`;
    case 'enum':
      return `must be one of ${params.allowedValues.join(', ')}, not ${shown(value)}`;
    case 'format':
      return `must be ${formatNames[params.format] ?? params.format}, not ${shown(value)}`;
    case 'minLength':
      return 'must not be empty';
    case 'minItems':
      return `must have at least ${params.limit} item`;
    case 'anyOf':
      return 'must name an api, a subject, or a file with its format';
    case 'oneOf':
      return 'must have exactly one of equals, prefix and in';
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `must be ${params.comparison} ${params.limit}, not ${shown(value)}`;
    default:
      return error.message;
  }
}

type Path = Array<string | number>;

function pathOf(error: ErrorObject, root: unknown): Path {
  let at: any = root;
  const path: Path = error.instancePath
    .split('/')
    .slice(1)
    .map(part => {
      const key = part.replace(/~1/g, '/').replace(/~0/g, '~');
      const step = Array.isArray(at) ? Number(key) : key;
      at = at?.[step];
      return step;
    });
  return error.keyword === 'required'
    ? [...path, error.params.missingProperty]
    : path;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce((at: any, step) => at?.[step], root);
}

function print(path: Path): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : `${text}.${step}`,
    'spec',
  );
}

/** Which errors explain an `anyOf` or `oneOf` that already has a finding of its own. */
function isDetailOfAlternative(error: ErrorObject): boolean {
  return /\/(anyOf|oneOf)\/\d+\//.test(error.schemaPath);
}

/**
 * Takes a mistake out of the spec: the value itself, or the whole list item
 * when the item can't be understood without it.
 */
function remove(root: any, path: Path, missing: boolean): void {
  const target = missing ? path.slice(0, -1) : path;
  const itemAt = target.map(step => typeof step === 'number').lastIndexOf(true);
  const cut =
    itemAt >= 0 && missing ? target.slice(0, itemAt + 1) : [...target];
  if (cut.length === 0) {
    return;
  }
  const parent: any = valueAt(root, cut.slice(0, -1));
  const last = cut[cut.length - 1];
  if (Array.isArray(parent)) {
    parent[Number(last)] = undefined;
  } else if (parent) {
    delete parent[last];
  }
}

function compact(value: any): any {
  if (Array.isArray(value)) {
    return value.filter(item => item !== undefined).map(compact);
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, compact(item)]),
    );
  }
  return value;
}

/**
 * Reads an Integration's spec without ever giving up on it: mistakes come back
 * as findings with the field's path, and what is left can be relied upon.
 *
 * @public
 */
export function readIntegration(entity: Entity): {
  spec: ReadableIntegrationSpec;
  findings: IntegrationFinding[];
} {
  const given = entity.spec ?? {};
  const copy: any = structuredClone(given);
  const findings: IntegrationFinding[] = [];
  // Taking a mistake out can uncover another: a list item without its required
  // field. Three rounds reach a fixed point, since nothing nests deeper.
  for (let round = 0; round < 4 && !validateSpec(copy); round += 1) {
    const errors = [...(validateSpec.errors ?? [])];
    for (const error of errors) {
      const path = pathOf(error, copy);
      const name = print(path);
      const known =
        round > 0 || findings.some(finding => finding.path === name);
      const message = describe(error, valueAt(given, path));
      if (!known && message && !isDetailOfAlternative(error)) {
        findings.push({ path: name, message: `${name} ${message}` });
      }
    }
    for (const error of errors) {
      if (!isDetailOfAlternative(error)) {
        remove(copy, pathOf(error, copy), error.keyword === 'required');
      }
    }
    const pruned = compact(copy);
    Object.keys(copy).forEach(key => delete copy[key]);
    Object.assign(copy, pruned);
  }
  findings.push(...objectiveFindings(given));
  return { spec: copy, findings };
}
