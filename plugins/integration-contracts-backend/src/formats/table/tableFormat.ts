import { isJsonObject, member } from '../../text/Json';
import { ContractFormat } from '../ContractFormat';
import { compareTables } from './compareTables';
import { readTable } from './readTable';
import { TableDocument } from './TableDocument';

/** Frictionless Table Schema, alone or in a Tabular Data Resource. */
export const tableFormat: ContractFormat<TableDocument> = {
  id: 'table',
  title: 'Table Schema',
  recognises: content =>
    isJsonObject(content) &&
    [content, member(content, 'schema')].some(
      schema =>
        isJsonObject(schema) &&
        Array.isArray(member(schema, 'fields')) &&
        // An Avro record has fields too.
        member(schema, 'type') !== 'record',
    ),
  read: readTable,
  compare: compareTables,
};
