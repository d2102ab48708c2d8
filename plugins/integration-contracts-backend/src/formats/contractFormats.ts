import { ContractFormat, ContractFormatId } from './ContractFormat';
import { jsonSchemaFormat } from './jsonSchema/jsonSchemaFormat';
import { openApiFormat } from './openapi/openApiFormat';

/** The formats that can be compared, the more particular first. */
export const contractFormats: ReadonlyMap<ContractFormatId, ContractFormat> =
  new Map(
    [openApiFormat, jsonSchemaFormat].map(format => [
      format.id,
      format as ContractFormat,
    ]),
  );
