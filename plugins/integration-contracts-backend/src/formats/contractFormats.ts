import { ContractFormat, ContractFormatId } from './ContractFormat';
import { asyncApiFormat } from './asyncapi/asyncApiFormat';
import { jsonSchemaFormat } from './jsonSchema/jsonSchemaFormat';

/** The formats that can be compared, the more particular first. */
export const contractFormats: ReadonlyMap<ContractFormatId, ContractFormat> =
  new Map(
    [asyncApiFormat, jsonSchemaFormat].map(format => [
      format.id,
      format as ContractFormat,
    ]),
  );
