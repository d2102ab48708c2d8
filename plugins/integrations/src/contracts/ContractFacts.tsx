import { Contract } from '@tieline/plugin-integrations-common/contracts';
import { ReactNode } from 'react';
import { EntityLink } from '../shared/EntityLink';
import shared from '../shared/shared.module.css';
import {
  ChangedCell,
  ConsumersCell,
  ProviderCell,
  VerdictCell,
} from './ContractCells';
import {
  counted,
  formatTitle,
  modeMeaning,
  policyMeaning,
} from './contractWords';
import styles from './view.module.css';

function Fact(props: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** What somebody has to know of a contract before anything else. */
export function ContractFacts(props: { contract: Contract; now: Date }) {
  const { summary } = props.contract;
  const { now } = props;
  return (
    <section className={shared.card} aria-label="In short">
      <dl className={styles.facts}>
        <Fact term="Verdict on the latest version">
          <VerdictCell contract={summary} now={now} />
        </Fact>
        <Fact term="Latest version">
          {summary.latest ? (
            <>
              <b className={shared.strong}>{summary.latest.version}</b>{' '}
              <span className={shared.muted}>
                of {counted(summary.versions, 'version')}
              </span>
            </>
          ) : (
            <span className={shared.unmeasured}>nothing published</span>
          )}
        </Fact>
        <Fact term="Last change">
          <ChangedCell contract={summary} now={now} />
        </Fact>
        <Fact term="Mode and policy">
          <span className={styles.block} title={modeMeaning(summary.mode)}>
            {summary.mode}
          </span>
          <span
            className={`${shared.small} ${shared.muted}`}
            title={policyMeaning(summary.policy)}
          >
            {summary.policy}
          </span>
        </Fact>
        <Fact term="Format">{formatTitle(summary.format)}</Fact>
        <Fact term="Provider">
          <ProviderCell contract={summary} />
        </Fact>
        <Fact term="Consumers">
          <ConsumersCell contract={summary} />
        </Fact>
        {summary.apiRef ? (
          <Fact term="API">
            <EntityLink entityRef={summary.apiRef} />
          </Fact>
        ) : null}
      </dl>
    </section>
  );
}
