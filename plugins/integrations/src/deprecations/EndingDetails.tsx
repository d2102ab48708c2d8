import {
  Ending,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { ErrorNotice, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { SidePanel } from '../shared/SidePanel';
import { useIsNarrow } from '../shared/useIsNarrow';
import { BrownoutsCard } from './BrownoutsCard';
import { ConsumerMatrix } from './ConsumerMatrix';
import { EndingHistory } from './EndingHistory';
import {
  EndingPanel,
  EndingPanelBody,
  PanelAnswer,
  panelTitle,
} from './EndingPanel';
import { EndingUntoldCard } from './EndingUntoldCard';
import { useEnding } from './useEndings';
import styles from './deprecations.module.css';

/** Who is on which version, what was tried, and what happened. */
function Beside(props: {
  ending: EndingSummary;
  whole: Ending | undefined;
  now: Date;
}) {
  const { ending, whole, now } = props;
  const { contract } = ending.subject;
  return (
    <div className={shared.stack}>
      {contract ? <ConsumerMatrix contract={contract} /> : null}
      {whole ? (
        <>
          <EndingUntoldCard ending={whole} now={now} />
          <BrownoutsCard ending={whole} now={now} />
          <EndingHistory ending={whole} now={now} />
        </>
      ) : null}
    </div>
  );
}

/** All of one ending: below the timeline, and on a phone a sheet over it. */
export function EndingDetails(props: {
  id: number;
  /** As the list has it, until all of it is read. */
  known: EndingSummary | undefined;
  now: Date;
  takeFocus: boolean;
  onClose?: () => void;
}) {
  const { id, known, now, takeFocus, onClose } = props;
  const isNarrow = useIsNarrow();
  const query = useEnding(id);
  const ending = query.data ?? known;
  const problem = query.error ? (
    <ErrorNotice what="This ending" query={query} />
  ) : null;
  if (isNarrow) {
    return (
      <SidePanel
        place="Deprecations"
        title={ending ? panelTitle(ending) : 'Ending'}
        closeLabel={`Close ${ending?.title ?? 'the ending'}`}
        of={String(id)}
        takeFocus={takeFocus}
        onClose={onClose ?? (() => undefined)}
      >
        {problem}
        {ending ? (
          <>
            <PanelAnswer ending={ending} />
            <EndingPanelBody ending={ending} now={now} />
            <Beside ending={ending} whole={query.data} now={now} />
          </>
        ) : null}
      </SidePanel>
    );
  }
  return (
    <div className={styles.details}>
      {problem}
      {ending ? (
        <div className={styles.columns}>
          <EndingPanel
            ending={ending}
            now={now}
            takeFocus={takeFocus}
            onClose={onClose}
          />
          <Beside ending={ending} whole={query.data} now={now} />
        </div>
      ) : null}
      {ending || query.error ? null : (
        <div className={shared.card}>
          <SkeletonRows rows={5} heightPx={72} />
        </div>
      )}
    </div>
  );
}
