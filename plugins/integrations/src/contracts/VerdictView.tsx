import { ContractVerdict } from '@tieline/plugin-integrations-common/contracts';
import { ReactNode } from 'react';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { ConsumerTable } from './ConsumerTable';
import { ShownInParts } from './ShownInParts';
import { CompatibleLabel } from './VerdictLabel';
import { verdictWords } from './verdictWords';
import { Texts, ViolationItem } from './ViolationItem';
import styles from './violations.module.css';

/** Icon, word and sentence of a judgement. */
export function VerdictHead(props: { verdict: ContractVerdict }) {
  const { verdict } = props;
  return (
    <p className={styles.verdict}>
      <CompatibleLabel compatible={verdict.compatible} />{' '}
      <span className={shared.muted}>{verdictWords(verdict)}</span>
    </p>
  );
}

/** Who breaks, with the versions that they were seen to use. */
export function WhoBreaks(props: { verdict: ContractVerdict }) {
  const { consumers } = props.verdict;
  return consumers.length ? (
    <Card title={`Who is concerned (${consumers.length})`}>
      <ConsumerTable label="Who is concerned" consumers={consumers} />
    </Card>
  ) : null;
}

/** A judgement with every violation, and whom they concern. */
export function VerdictView(props: {
  title: string;
  verdict: ContractVerdict;
  texts: Texts;
  end?: ReactNode;
}) {
  const { title, verdict, texts, end } = props;
  return (
    <div className={shared.stack}>
      <Card title={title} end={end}>
        <div className={shared.cardBody}>
          <VerdictHead verdict={verdict} />
        </div>
        <ShownInParts items={verdict.violations} noun="violations">
          {violation => <ViolationItem violation={violation} texts={texts} />}
        </ShownInParts>
      </Card>
      <WhoBreaks verdict={verdict} />
    </div>
  );
}
