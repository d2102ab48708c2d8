import {
  Json,
  JsonObject,
  childPointer,
  isJsonObject,
  member,
} from '../../text/Json';
import { Dialect } from './TableDocument';

/** What holds where a dialect says nothing (Table Dialect 2.0; for encoding Data Resource 2.0). */
const PRESETS: Record<string, Json> = {
  delimiter: ',',
  lineTerminator: '\r\n',
  quoteChar: '"',
  doubleQuote: true,
  escapeChar: '',
  nullSequence: '',
  skipInitialSpace: false,
  header: true,
  headerRows: [1],
  headerJoin: ' ',
  commentRows: [],
  commentChar: '',
  property: '',
  itemType: '',
  itemKeys: [],
  sheetNumber: 1,
  sheetName: '',
  table: '',
  // Not in the standard's dialect, but written there by many.
  decimalChar: '.',
  groupChar: '',
};

/** Reads how a file is written: from `dialect` and from beside it. */
export function readDialect(content: JsonObject): Dialect {
  const said = member(content, 'dialect');
  const dialect = isJsonObject(said) ? said : {};
  const settings = new Map(
    Object.entries(PRESETS).map(([key, preset]) => [
      key,
      {
        value: member(dialect, key) ?? preset,
        pointer: childPointer('/dialect', key),
      },
    ]),
  );
  const inside = member(dialect, 'encoding');
  const encoding = inside ?? member(content, 'encoding') ?? 'utf-8';
  settings.set('encoding', {
    value: String(encoding)
      .toLowerCase()
      .replace(/^utf8$/, 'utf-8'),
    pointer: inside === undefined ? '/encoding' : '/dialect/encoding',
  });
  return {
    pointer: '/dialect',
    settings,
    header: settings.get('header')?.value !== false,
  };
}
