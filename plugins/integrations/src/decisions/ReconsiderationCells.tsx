import { Link } from '@backstage/ui';
import {
  CostRange,
  Reconsideration,
} from '@tieline/plugin-integrations-common/governance';
import { Warnings } from '../decide/Warnings';
import { formatMoney, formatMoneyRange } from '../shared/formatMoney';
import shared from '../shared/shared.module.css';
import { comparisonOf, missingWords, nameOf } from './decisionWords';
import { useDecideHref } from './useDecideHref';
import styles from './decisions.module.css';

/** An integration that was compared, and what to do when somebody asks for its costs. */
export interface ReconsiderationProps {
  row: Reconsideration;
  currency: string;
  onExplain: (row: Reconsideration) => void;
}

/** An amount at a glance, which opens into how it comes about. */
export function Amount(
  props: ReconsiderationProps & { title: string; range: CostRange | undefined },
) {
  const { row, currency, title, range, onExplain } = props;
  if (!range) {
    return (
      <span className={shared.muted}>
        {comparisonOf(row) === 'unknown' ? 'not known' : 'none'}
      </span>
    );
  }
  const text = formatMoneyRange(range, currency);
  return (
    <>
      <button
        type="button"
        className={shared.amount}
        aria-haspopup="dialog"
        aria-label={`${text}: ${title}, ${nameOf(row.integration)}`}
        onClick={() => onExplain(row)}
      >
        {text}
      </button>
      <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
        expected {formatMoney(range.expected, currency)}
      </span>
    </>
  );
}

/** How it is built, and how it would be. */
export function Patterns({ row }: { row: Reconsideration }) {
  const comparison = comparisonOf(row);
  if (comparison === 'unknown') {
    return <>{row.pattern}</>;
  }
  if (comparison === 'same') {
    return <>{row.pattern}, as it is</>;
  }
  return (
    <>
      {row.pattern} → <b className={shared.strong}>{row.recommended}</b>
      {comparison === 'near-tie' ? (
        <>
          {' '}
          <span className={shared.tag}>near tie</span>
        </>
      ) : null}
    </>
  );
}

/** Why, what it warns of, and what nobody knows. */
export function Why({ row }: { row: Reconsideration }) {
  const isUnknown = comparisonOf(row) === 'unknown';
  return (
    <div className={styles.stack}>
      {isUnknown ? (
        <p className={shared.muted}>{missingWords(row.missing)}</p>
      ) : (
        <p>{row.reason}</p>
      )}
      <Warnings warnings={row.warnings} />
    </div>
  );
}

/** The way to decide on it anew. */
export function DecideLink({ row }: { row: Reconsideration }) {
  const href = useDecideHref()(row.integration);
  return href ? (
    <Link
      href={href}
      standalone
      className={`${shared.link} ${shared.small}`}
      aria-label={`Decide… on ${nameOf(row.integration)}`}
    >
      Decide…
    </Link>
  ) : null;
}
