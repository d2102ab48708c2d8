import { ContractFormatId } from '../formats/ContractFormat';

/** What entities call the formats: `spec.type` of an API, `format` of a file. */
const formats: Record<string, ContractFormatId> = {
  openapi: 'openapi',
  asyncapi: 'asyncapi',
  jsonschema: 'json-schema',
  'json-schema': 'json-schema',
  table: 'table',
  csv: 'table',
};

/** Undefined where no format is called so. */
export function formatNamed(name: unknown): ContractFormatId | undefined {
  const key = String(name).toLocaleLowerCase('en-US');
  return Object.hasOwn(formats, key) ? formats[key] : undefined;
}
