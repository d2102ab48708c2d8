import {
  ContractSettings,
  Guarantees,
} from '@tieline/plugin-integrations-common/contracts';

/**
 * What is set beside the text goes before what the text says, field by field.
 *
 * @param fromText - JSON of what the latest version's text says
 */
export function guaranteesOf(
  settings: ContractSettings,
  fromText: string | null,
): Guarantees {
  return {
    ...(fromText ? JSON.parse(fromText) : {}),
    ...settings.guarantees,
  };
}
