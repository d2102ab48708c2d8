import {
  VerdictState,
  VersionState,
} from '@tieline/plugin-integrations-common/contracts';
import { ReactElement } from 'react';
import { ResultIcon, StatusIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import { VERDICTS } from './contractWords';

const LOOKS: Record<VerdictState, { icon: ReactElement; style: string }> = {
  incompatible: {
    icon: <StatusIcon status="failing" />,
    style: shared.failing,
  },
  overridden: {
    icon: <StatusIcon status="degraded" />,
    style: shared.degraded,
  },
  unchecked: { icon: <StatusIcon status="unknown" />, style: shared.unknown },
  'not-comparable': {
    icon: <ResultIcon result="not-applicable" />,
    style: shared.notApplicable,
  },
  first: {
    icon: <ResultIcon result="not-applicable" />,
    style: shared.notApplicable,
  },
  compatible: { icon: <StatusIcon status="healthy" />, style: shared.healthy },
};

/** How a version's verdict came out, as icon and word. */
export function VerdictLabel(props: { verdict: VerdictState; pill?: boolean }) {
  const { icon, style } = LOOKS[props.verdict];
  return (
    <span
      className={`${shared.status} ${style} ${props.pill ? shared.pill : ''}`}
    >
      {icon}
      {VERDICTS.find(({ id }) => id === props.verdict)!.title}
    </span>
  );
}

/** How a judgement came out that belongs to no version yet. */
export function CompatibleLabel(props: { compatible: boolean }) {
  return (
    <VerdictLabel verdict={props.compatible ? 'compatible' : 'incompatible'} />
  );
}

/** What a version's state is; only one that is past its end stands out. */
export function VersionStateLabel(props: { state: VersionState }) {
  const { state } = props;
  return state === 'sunset' ? (
    <span className={`${shared.status} ${shared.failing}`}>
      <ResultIcon result="fail" />
      past its sunset
    </span>
  ) : (
    <span className={shared.tag}>{state}</span>
  );
}
