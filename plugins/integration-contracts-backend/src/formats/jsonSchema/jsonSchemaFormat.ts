import { isJsonObject, Json } from '../../text/Json';
import { ContractFormat } from '../ContractFormat';
import { compareJsonSchemas } from './compareJsonSchemas';

/** JSON Schema, drafts 4 to 2020-12. */
export const jsonSchemaFormat: ContractFormat<Json> = {
  id: 'json-schema',
  title: 'JSON Schema',
  recognises: content =>
    isJsonObject(content) &&
    ['$schema', 'type', 'properties', '$ref', 'allOf', 'anyOf', 'oneOf'].some(
      keyword => Object.hasOwn(content, keyword),
    ),
  read: text => text.content,
  compare: compareJsonSchemas,
};
