import { ContractFormat, ContractFormatId } from './ContractFormat';
import { asyncApiFormat } from './asyncapi/asyncApiFormat';
import { jsonSchemaFormat } from './jsonSchema/jsonSchemaFormat';
import { openApiFormat } from './openapi/openApiFormat';
import { tableFormat } from './table/tableFormat';

/** The formats that can be compared, the more particular first. */
export const contractFormats: ReadonlyMap<ContractFormatId, ContractFormat> =
  new Map(
    [openApiFormat, asyncApiFormat, tableFormat, jsonSchemaFormat].map(
      format => [format.id, format as ContractFormat],
    ),
  );
