import { ReactElement, ReactNode } from 'react';
import {
  CheckResult,
  HealthStatus,
  Pattern,
} from '@tieline/plugin-integrations-common';
import styles from './shared.module.css';

/** An icon of 16 by 16 in the colour of the text; with a label where no word stands beside it. */
function Icon(props: { children: ReactNode; label?: string }) {
  const { children, label } = props;
  return (
    <svg
      className={styles.icon}
      viewBox="0 0 16 16"
      {...(label
        ? { role: 'img', 'aria-label': label }
        : { 'aria-hidden': true })}
    >
      {label ? <title>{label}</title> : null}
      {children}
    </svg>
  );
}

const crossedOctagon = (
  <>
    <path d="M5.300 1.500h5.400l3.800 3.800v5.400l-3.800 3.800H5.300l-3.800-3.800V5.300z" />
    <path d="m5.800 5.800 4.400 4.400m0-4.400-4.400 4.400" />
  </>
);
const questionMark =
  'M6.200 6.300a1.900 1.900 0 1 1 2.700 1.800c-.6.3-.9.6-.9 1.200M8 11.400v.1';

const statusShapes: Record<HealthStatus, ReactElement> = {
  failing: crossedOctagon,
  degraded: (
    <>
      <path d="M8 1.800 15 14H1z" />
      <path d="M8 6.400v3.400M8 12v.1" />
    </>
  ),
  silent: (
    <>
      <path d="M1.500 6v4h2.700L8 13V3L4.200 6z" />
      <path d="m11 6.200 3.600 3.600m0-3.600L11 9.800" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.500" strokeDasharray="2.4 2.1" />
      <path d={questionMark} />
    </>
  ),
  healthy: (
    <>
      <circle cx="8" cy="8" r="6.500" />
      <path d="m5.200 8.200 2 2 3.600-4" />
    </>
  ),
};

export const StatusIcon = (props: { status: HealthStatus }) => (
  <Icon>{statusShapes[props.status]}</Icon>
);

const resultShapes: Record<CheckResult, ReactElement> = {
  fail: <path d="m4 4 8 8m0-8-8 8" />,
  unmeasured: (
    <>
      <circle cx="8" cy="8" r="6" strokeDasharray="2.2 2" />
      <path d={questionMark} />
    </>
  ),
  waived: (
    <>
      <path d="M8 1.600 13.500 3.600v4c0 3.300-2.200 5.700-5.500 6.800-3.300-1.100-5.500-3.500-5.500-6.800v-4z" />
      <path d="M8 5v3.200l2 1.300" />
    </>
  ),
  pass: <path d="m3 8.500 3.300 3.300L13 4.800" />,
  'not-applicable': <path d="M5 8h6" />,
};

export const ResultIcon = (props: { result: CheckResult }) => (
  <Icon>{resultShapes[props.result]}</Icon>
);

const patternShapes: Record<Pattern, ReactElement> = {
  'event-driven': (
    <>
      <circle cx="4" cy="8" r="2" />
      <path d="M8 4.500a5 5 0 0 1 0 7m3-9a8 8 0 0 1 0 11" />
    </>
  ),
  'api-gateway': (
    <path d="M3.500 14V4.500A2.500 2.500 0 0 1 6 2h4a2.500 2.500 0 0 1 2.500 2.500V14m-11 0h13M6 9h4M8.300 7.200 10 9l-1.700 1.800" />
  ),
  'service-mesh': (
    <>
      <circle cx="8" cy="3" r="1.500" />
      <circle cx="3" cy="12" r="1.500" />
      <circle cx="13" cy="12" r="1.500" />
      <path d="m7.300 4.400-3.600 6.300m5-6.300 3.600 6.300M4.500 12h7" />
    </>
  ),
  ipaas: (
    <>
      <path d="M4.500 12.500a3 3 0 0 1-.3-6A4 4 0 0 1 12 6.200a3.200 3.200 0 0 1-.3 6.300z" />
      <path d="M6.200 9.500h3.600" />
    </>
  ),
  'batch-file': (
    <>
      <path d="M3.500 1.500h6l3 3v10h-9z" />
      <path d="M9.500 1.500v3h3M5.700 8h4.600m-4.600 3h4.600" />
    </>
  ),
  'point-to-point': (
    <>
      <circle cx="3" cy="8" r="1.800" />
      <circle cx="13" cy="8" r="1.800" />
      <path d="M4.800 8h6.400" />
    </>
  ),
  'custom-code': (
    <path d="M5 4.500 1.500 8 5 11.500m6-7L14.500 8 11 11.500M9.200 3 6.800 13" />
  ),
};

export const PatternIcon = (props: {
  pattern: Pattern;
  labelled?: boolean;
}) => (
  <Icon label={props.labelled ? props.pattern : undefined}>
    {patternShapes[props.pattern]}
  </Icon>
);

const single = (d: string) => () => (
  <Icon>
    <path d={d} />
  </Icon>
);

export const HomeIcon = single(
  'M2 7.500 8 2.300l6 5.200M3.500 6.500V14h9V6.500',
);
export const ListIcon = single('M2 4h12M2 8h12M2 12h12');
export const PulseIcon = single('M1.500 8h3l2-5 3 10 2-5h3');
export const DriftIcon = single('M2 5h5l2.500 6H14M2 11h3m6-6h3');
export const ContractIcon = single(
  'M3.500 1.500h6l3 3v10h-9zM9.500 1.500v3h3M6 10l1.500 1.500L10.300 8',
);
export const DeprecationIcon = single(
  'M1.500 5h8M1.500 8.500h5M1.500 12h11M12 2v9',
);
export const CalendarIcon = single(
  'M2.500 3.500h11V14h-11zM2.500 6.800h11M5.500 1.800v3m5-3v3',
);
export const GridIcon = single('M2 2h5v5H2zm7 0h5v5H9zM2 9h5v5H2zm7 0h5v5H9z');
export const WaiverIcon = single(
  'M8 1.600 13.500 3.600v4c0 3.300-2.200 5.700-5.500 6.800-3.300-1.100-5.500-3.500-5.500-6.800v-4zM8 5v3.200l2 1.300',
);
export const PracticesIcon = single(
  'M8 1.800a4.500 4.500 0 0 0-2.500 8.200v1.500h5V10A4.500 4.500 0 0 0 8 1.800zM6 14h4',
);
export const ChecklistIcon = single(
  'm2 3.800 1.200 1.200L5.400 2.600M2 8.300l1.200 1.200 2.200-2.400M2 12.800 3.200 14l2.200-2.400M8 4h6M8 8.500h6M8 13h6',
);
export const AssessmentIcon = single(
  'M3.500 1.500h6l3 3v10h-9zM9.500 1.500v3h3M6 12V9.500M8 12V7.500M10 12v-3.500',
);
export const AuditIcon = single(
  'M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2zM10.600 10.600 14.500 14.500M5 7l1.500 1.500L9.200 5.600',
);
export const DecideIcon = single(
  'M8 2v12M5 14h6M3 4.500h10M3 4.500 1.300 9h3.400zM13 4.500 11.300 9h3.400z',
);
export const CostIcon = single(
  'M2 4c0 1.100 2 2 4.500 2S11 5.100 11 4s-2-2-4.500-2S2 2.900 2 4zM2 4v4c0 1.100 2 2 4.500 2M2 8v4c0 1.100 2 2 4.500 2M11 4v2M14 11.500A3.500 3.500 0 1 1 7 11.500a3.500 3.500 0 0 1 7 0z',
);
export const UpkeepIcon = single(
  'M14 4.500a3.800 3.800 0 0 1-5 4.700l-4.800 4.800-2.200-2.200L6.800 7a3.800 3.800 0 0 1 4.700-5L9.300 4.200l.4 2.100 2.100.4z',
);
export const ReviewIcon = single(
  'M1.500 8s2.400-4.500 6.500-4.500S14.500 8 14.500 8 12.100 12.500 8 12.500 1.500 8 1.500 8zM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
);
export const DrillIcon = single(
  'M8 1.800 14.500 13.500H1.500zM6 9.800l1.500 1.500L10.200 8.300',
);
export const PrintIcon = single(
  'M4.500 5.500V2h7v3.500M4.500 11.500H2v-6h12v6h-2.500M4.500 9.500h7V14h-7z',
);
export const InboxIcon = single(
  'M2 9.500h3.500l1 2h3l1-2H14M3.800 2.500h8.400L14 9.500v4H2v-4z',
);
export const BookIcon = single(
  'M8 3.500C6.500 2.300 4.500 2 2 2v10.500c2.500 0 4.500.3 6 1.500 1.500-1.200 3.500-1.500 6-1.500V2c-2.500 0-4.500.3-6 1.500zm0 0V14',
);
export const DownloadIcon = single(
  'M8 2v8M4.800 7 8 10.200 11.200 7M2.500 13.500h11',
);
export const ExternalIcon = single(
  'M9.500 2.500h4v4M13.500 2.500 7.500 8.500M6.500 3.500h-4v10h10v-4',
);
export const FilterIcon = single('M2 3.500h12M4.500 8h7m-5 4.500h3');
export const ArrowDownIcon = single('M8 3v10M4.500 9.500 8 13l3.500-3.500');
export const ArrowUpIcon = single('M8 13V3M4.500 6.500 8 3l3.500 3.500');
export const ChevronDownIcon = single('M3.500 6 8 10.500 12.500 6');
export const ChevronRightIcon = single('M6 3.500 10.500 8 6 12.500');
export const QuestionIcon = single(
  `${questionMark}M1.500 5.500v-4h4m5 0h4v4m0 5v4h-4m-5 0h-4v-4`,
);
export const CloseIcon = single('m4 4 8 8m0-8-8 8');
export const BellIcon = single(
  'M3 12h10l-1.300-2V6.500a3.700 3.700 0 0 0-7.400 0V10zM6.700 14h2.600',
);
export const PersonIcon = () => (
  <Icon>
    <circle cx="8" cy="5.200" r="2.700" />
    <path d="M2.700 14a5.300 5.300 0 0 1 10.600 0" />
  </Icon>
);
