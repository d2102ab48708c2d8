import { isJsonObject } from '../../text/Json';
import { ContractFormat } from '../ContractFormat';
import { AsyncApiDocument } from './AsyncApiDocument';
import { compareAsyncApi } from './compareAsyncApi';
import { readAsyncApi } from './readAsyncApi';

/** AsyncAPI 2.x and 3.0. */
export const asyncApiFormat: ContractFormat<AsyncApiDocument> = {
  id: 'asyncapi',
  title: 'AsyncAPI',
  recognises: content =>
    isJsonObject(content) && Object.hasOwn(content, 'asyncapi'),
  read: readAsyncApi,
  compare: compareAsyncApi,
};
