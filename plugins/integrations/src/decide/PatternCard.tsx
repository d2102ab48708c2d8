import { RankedPattern } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { EntityLink } from '../shared/EntityLink';
import { PatternIcon } from '../shared/icons';
import { Measured } from '../shared/Measured';
import { PermittedButton } from '../shared/PermittedButton';
import shared from '../shared/shared.module.css';
import { Permitted } from '../shared/usePermitted';
import { CostBar } from './CostBar';
import styles from './decide.module.css';
import { formatScore, isRuledOut, movedWords, tieWords } from './decideWords';
import { FitList } from './FitList';
import { formatExactMoney, formatMoneyRange } from '../shared/formatMoney';

/** The others say why they are not the first, and the rest when it is asked for. */
const WHOLE_CARDS = 3;

const SHOWN_FITS = 5;
const SHOWN_MISSES = 3;

function Platform(props: { platform: RankedPattern['platform'] }) {
  const { platform } = props;
  if (!platform) {
    return null;
  }
  const { entityRef, title, hasRoom, detail } = platform;
  const room =
    hasRoom === undefined
      ? 'of which nobody knows whether it has room'
      : `which ${hasRoom ? 'has room' : 'is full'}`;
  return (
    <span className={shared.muted}>
      on{' '}
      <EntityLink
        entityRef={entityRef}
        name={title}
        className={styles.inText}
      />
      , {room}: {detail}
    </span>
  );
}

/** What leaving it would cost, apart from the total. */
function Leaving(props: { one: RankedPattern }) {
  const { pattern, leaving, cost } = props.one;
  const { low, expected, high } = leaving.cost;
  const exact = [low, expected, high]
    .map(value => formatExactMoney(value, cost.currency))
    .join(' · ');
  const range = formatMoneyRange(leaving.cost, cost.currency);
  return (
    <>
      Leaving it costs{' '}
      <Measured
        name={`Leaving ${pattern}`}
        evidence={{
          value: range,
          source: 'price list, as every part of the cost',
          note: `Days × endpoints × day rate: lowest, expected and highest ${exact}. Not part of the total.`,
        }}
      >
        {range}
      </Measured>
      : {leaving.text}
    </>
  );
}

function Reason(props: { isFirst: boolean; reason: string }) {
  return (
    <p>
      <b className={shared.strong}>
        {props.isFirst ? 'Why first:' : 'Why not first:'}
      </b>{' '}
      {props.reason}
    </p>
  );
}

/** A pattern's place in the ranking, and all that led to it. */
export function PatternCard(props: {
  one: RankedPattern;
  ranked: RankedPattern[];
  matrixVersion: string;
  /** Where it stood before the last answer; undefined where it did not move. */
  movedFrom: number | undefined;
  scaleEnd: number;
  permitted: Permitted;
  /** False while the ranking is not the one of the answers. */
  isChoosable: boolean;
  onChoose: () => void;
}) {
  const {
    one,
    ranked,
    matrixVersion,
    movedFrom,
    scaleEnd,
    permitted,
    isChoosable,
    onChoose,
  } = props;
  const { pattern, rank, score, matched, needs, fits, reason } = one;
  const isFirst = rank === 1;
  const isFoldable = rank > WHOLE_CARDS;
  const [isOpened, setIsOpened] = useState(false);
  const isWhole = !isFoldable || isOpened;
  const tie = tieWords(one, ranked);
  // What speaks most against it first, and before all what rules it out.
  const misses = fits.filter(fit => !fit.fits).reverse();
  misses.sort(
    (left, right) => Number(!left.isKnockout) - Number(!right.isKnockout),
  );
  return (
    <article
      className={`${shared.card} ${styles.pattern}`}
      aria-label={`${rank}. ${pattern}`}
      data-first={isFirst || undefined}
    >
      <header className={styles.top}>
        <span className={styles.rank} aria-hidden>
          {rank}
        </span>
        <div className={styles.names}>
          <h3>
            <PatternIcon pattern={pattern} /> {pattern}
          </h3>
          <Platform platform={one.platform} />
          {isRuledOut(one) ? (
            <span className={`${shared.tag} ${styles.out}`}>ruled out</span>
          ) : null}
          {tie ? <span className={styles.tie}>{tie}</span> : null}
          {movedFrom === undefined || movedFrom === rank ? null : (
            <span className={styles.moved}>{movedWords(movedFrom, rank)}</span>
          )}
        </div>
        <span className={styles.score}>
          <Measured
            name={`Score of ${pattern}`}
            evidence={{
              value: `${formatScore(score)} points of 100`,
              source: `decision matrix ${matrixVersion}`,
              note: 'The mean by weight of how well it meets each need. What is not answered counts half for every pattern.',
            }}
          >
            <b className={shared.strong}>{formatScore(score)}</b> points
          </Measured>{' '}
          <span className={shared.muted}>
            · {matched} of {needs} needs matched
          </span>
        </span>
      </header>
      <div className={isWhole ? styles.middle : styles.folded}>
        {isWhole ? (
          <>
            <FitList
              label={`What fits ${pattern}`}
              fits={fits.filter(fit => fit.fits)}
              shown={SHOWN_FITS}
            />
            <FitList
              label={`What does not fit ${pattern}`}
              fits={misses}
              shown={SHOWN_MISSES}
            />
          </>
        ) : (
          <Reason isFirst={isFirst} reason={reason} />
        )}
        <CostBar pattern={pattern} cost={one.cost} end={scaleEnd} />
      </div>
      {isWhole ? (
        <div className={styles.why}>
          <Reason isFirst={isFirst} reason={reason} />
          <p className={`${shared.small} ${shared.muted}`}>
            Step up: {one.stepUp}
          </p>
          <p className={`${shared.small} ${shared.muted}`}>
            <Leaving one={one} />
          </p>
          <PermittedButton
            permitted={permitted}
            isPrimary={isFirst}
            isQuiet={!isFirst}
            isDisabled={!isChoosable}
            onPress={onChoose}
          >
            Choose {pattern}…
          </PermittedButton>
        </div>
      ) : null}
      {isFoldable ? (
        <button
          type="button"
          className={`${shared.inlineButton} ${styles.unfold}`}
          aria-expanded={isWhole}
          onClick={() => setIsOpened(!isOpened)}
        >
          {isWhole ? 'Less' : 'More'} about {pattern}
        </button>
      ) : null}
    </article>
  );
}
