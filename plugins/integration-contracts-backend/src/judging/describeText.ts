import { Guarantees } from '@tieline/plugin-integrations-common/contracts';
import { isJsonObject, Json, JsonObject, member } from '../text/Json';
import { readGuarantees } from './readGuarantees';

const MAX_VERSION_LENGTH = 100;
const MAX_TITLE_LENGTH = 200;

/** What a text says of itself, in whatever format. */
export function describeText(content: Json): {
  version?: string;
  title?: string;
  guarantees?: Guarantees;
} {
  if (!isJsonObject(content)) {
    return {};
  }
  const info = member(content, 'info');
  const about: JsonObject = isJsonObject(info) ? info : content;
  const version = shortText(member(about, 'version'), MAX_VERSION_LENGTH);
  const title = shortText(member(about, 'title'), MAX_TITLE_LENGTH);
  const guarantees = readGuarantees(
    member(content, 'x-tieline-guarantees') ??
      member(about, 'x-tieline-guarantees'),
  );
  return {
    ...(version && { version }),
    ...(title && { title }),
    ...(guarantees && { guarantees }),
  };
}

/** In one line. YAML takes `version: 1.0` for a number. */
function shortText(value: Json | undefined, most: number): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  const shown =
    typeof text === 'string' && text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return shown ? shown.slice(0, most) : undefined;
}
