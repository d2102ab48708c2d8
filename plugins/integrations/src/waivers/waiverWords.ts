import { CheckResult } from '@tieline/plugin-integrations-common';
import {
  Waiver,
  WaiverPage,
  WaiverState,
} from '@tieline/plugin-integrations-common/governance';

/** Every state, in the order in which somebody has to do something about it. */
export const STATES: ReadonlyArray<{
  id: WaiverState;
  title: string;
  /** What it shares icon and colour with. */
  look: CheckResult;
}> = [
  { id: 'asked', title: 'asked for', look: 'unmeasured' },
  { id: 'approved', title: 'approved', look: 'waived' },
  { id: 'refused', title: 'refused', look: 'fail' },
  { id: 'expired', title: 'expired', look: 'not-applicable' },
  { id: 'withdrawn', title: 'withdrawn', look: 'not-applicable' },
];

/** What integrations are called. */
export function nameOf({ integration }: Pick<Waiver, 'integration'>): string {
  return integration.title ?? integration.name;
}

/** Whether it waits for somebody, or holds. */
export function isOpen({ state }: Pick<Waiver, 'state'>): boolean {
  return state === 'asked' || state === 'approved';
}

/** Whether another may take over from it. */
export function isRenewable(waiver: Waiver): boolean {
  const held =
    waiver.state === 'approved' ||
    (waiver.state === 'expired' && waiver.decidedBy !== undefined);
  return held && !waiver.renewedBy;
}

/** The list in one sentence: `2 wait for a decision, 5 hold.` */
export function leadOf({ counts }: Pick<WaiverPage, 'counts'>): string {
  const asked = counts.asked ?? 0;
  const approved = counts.approved ?? 0;
  const waiting = asked
    ? `${asked} ${asked === 1 ? 'waits' : 'wait'} for a decision`
    : 'None waits for a decision';
  return `${waiting}, ${approved || 'none'} ${approved > 1 ? 'hold' : 'holds'}. A waived check is no pass, and counts again when its waiver has expired.`;
}
