import { ContractFormat } from '../ContractFormat';
import { OpenApiDocument } from './OpenApiDocument';
import { compareOpenApi } from './compareOpenApi';
import { isOpenApi, readOpenApi } from './readOpenApi';

/** OpenAPI 2.0, 3.0 and 3.1. */
export const openApiFormat: ContractFormat<OpenApiDocument> = {
  id: 'openapi',
  title: 'OpenAPI',
  recognises: isOpenApi,
  read: readOpenApi,
  compare: compareOpenApi,
};
