import { NeedFit } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ResultIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import styles from './decide.module.css';

/** What fits, or what does not, the weightiest first. */
export function FitList(props: {
  label: string;
  fits: NeedFit[];
  /** How many are shown before the others are asked for. */
  shown: number;
}) {
  const { label, fits, shown } = props;
  const [isWhole, setIsWhole] = useState(false);
  const visible = isWhole ? fits : fits.slice(0, shown);
  const more = fits.length - visible.length;
  if (fits.length === 0) {
    return null;
  }
  return (
    <div>
      <ul className={styles.fits} aria-label={label}>
        {visible.map(({ needId, fits: isMet, isKnockout, text }) => (
          <li key={needId} data-fits={isMet}>
            <ResultIcon result={isMet ? 'pass' : 'fail'} />
            <span>
              {isKnockout ? (
                <b className={shared.strong}>rules it out: </b>
              ) : null}
              {text}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <button
          type="button"
          className={shared.inlineButton}
          onClick={() => setIsWhole(true)}
        >
          {more} more
        </button>
      ) : null}
    </div>
  );
}
