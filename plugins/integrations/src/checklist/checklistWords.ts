import { integrationChecklistManagePermission } from '@tieline/plugin-integrations-common';
import {
  CheckDefinition,
  ChecklistPreview,
  ChecklistVersion,
} from '@tieline/plugin-integrations-common/governance';
import { permittedIf } from '../improvement/improvementWords';
import { formatCount } from '../shared/format';
import { Permitted } from '../shared/usePermitted';

/** What a version is for, in words. */
export const STATE_WORDS: Record<ChecklistVersion['state'], string> = {
  draft: 'draft',
  active: 'counts now',
  past: 'counted before',
  discarded: 'discarded',
};

/** Where a version came from. */
export const ORIGIN_WORDS: Record<ChecklistVersion['origin'], string> = {
  shipped: 'ships with the package',
  configuration: 'from the configuration',
  sent: 'sent',
};

/** Where a check came from. */
export const CHECK_ORIGIN_WORDS: Record<
  NonNullable<CheckDefinition['origin']>,
  string
> = {
  shipped: 'ships with the package',
  changed: 'ships with the package, changed here',
  condition: 'a condition of this installation',
  module: 'a module of this installation',
};

/** `1 check`, `40 checks`. */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** What a finished preview found, in one sentence. */
export function previewWords(preview: ChecklistPreview): string {
  const { affected, better, worse } = preview;
  if (affected === undefined) {
    return 'It is not known whom it would change.';
  }
  if (affected === 0) {
    return 'No integration would get another result.';
  }
  const gains = `${formatCount(better ?? 0)} would have more questions answered yes`;
  return `${counted(affected, 'integration')} would get another result: ${gains}, ${formatCount(worse ?? 0)} fewer.`;
}

/** Whether the backend lets the person change the checklist. */
export function mayManage(
  version: ChecklistVersion | undefined,
  purpose: string,
): Permitted {
  return permittedIf(
    version?.mayManage,
    integrationChecklistManagePermission.name,
    purpose,
  );
}
