import { CheckResult } from '@tieline/plugin-integrations-common';
import {
  Audit,
  AuditPage,
  AuditState,
} from '@tieline/plugin-integrations-common/governance';
import { formatCount } from '../shared/format';
import { Permitted } from '../shared/usePermitted';

/** Every state, in the order in which somebody has to do something about it. */
export const STATES: ReadonlyArray<{
  id: AuditState;
  title: string;
  /** What it shares icon and colour with. */
  look: CheckResult;
}> = [
  { id: 'open', title: 'to look at', look: 'unmeasured' },
  { id: 'overturned', title: 'overturned', look: 'fail' },
  { id: 'confirmed', title: 'confirmed', look: 'pass' },
  { id: 'lapsed', title: 'lapsed', look: 'not-applicable' },
];

/** Which states the address asks for; none of them stands for all. */
export function statesOf(values: URLSearchParams): AuditState[] {
  const wanted = values.getAll('state');
  return STATES.map(({ id }) => id).filter(id => wanted.includes(id));
}

/** How far a quarter is, in words; what lapsed can't be looked at any more. */
export function progressOf({ counts }: Pick<AuditPage, 'counts'>): {
  looked: number;
  total: number;
  lapsed: number;
} {
  const looked = (counts.confirmed ?? 0) + (counts.overturned ?? 0);
  return {
    looked,
    total: looked + (counts.open ?? 0),
    lapsed: counts.lapsed ?? 0,
  };
}

/** The quarter in one sentence. */
export function leadOf(page: AuditPage): string {
  const { looked, total, lapsed } = progressOf(page);
  const gone = lapsed
    ? ` ${formatCount(lapsed)} lapsed: the pass went before anybody looked.`
    : '';
  return `${page.quarter}: ${formatCount(looked)} of ${formatCount(total)} looked at, drawn from ${formatCount(page.passes)} passes.${gone}`;
}

/** Whether the person may decide, as the backend says. */
export function mayDecide(audit: Audit): Permitted {
  return {
    isAllowed: audit.mayDecide,
    reason: audit.mayDecide ? undefined : audit.mayNotBecause,
  };
}
