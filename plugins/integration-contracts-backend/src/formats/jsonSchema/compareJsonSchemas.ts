import { CompatibilityPolicy } from '@tieline/plugin-integrations-common';
import { Violation } from '../../compatibility/Violation';
import { CompareOptions, compareSchemas } from './compareSchemas';
import { Json } from '../../text/Json';
import { compareStrictly } from './strict/compareStrictly';

/**
 * JSON Schema's comparison under each policy: `semantic` asks whether every document
 * stays valid, `strict` and `lenient` go by a registry's list of differences.
 *
 * @public
 */
export function compareJsonSchemas(
  writer: Json,
  reader: Json,
  policy: CompatibilityPolicy,
  options: CompareOptions = {},
): Violation[] {
  return policy === 'semantic'
    ? compareSchemas(writer, reader, options)
    : compareStrictly(writer, reader, policy, options);
}
