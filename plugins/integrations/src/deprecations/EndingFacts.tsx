import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import { ReactNode } from 'react';
import { ContractLink } from '../contracts/ContractLink';
import { contractTitle } from '../contracts/contractWords';
import { EntityLink } from '../shared/EntityLink';
import { formatInstant } from '../shared/format';
import { Measured } from '../shared/Measured';
import shared from '../shared/shared.module.css';
import { Day } from './Day';
import { forecastWords, sourceWords } from './endingWords';
import styles from './deprecations.module.css';

function Fact(props: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Replacement({ ending }: { ending: EndingSummary }) {
  const { replacement, replacementTitle } = ending;
  if (!replacement) {
    return <span className={shared.unmeasured}>not named</span>;
  }
  const { kind, contract, version, integrationRef, text, reason } = replacement;
  if (kind === 'version' && contract) {
    return (
      <ContractLink contract={contract} state={{ tab: 'text', version }}>
        {replacementTitle ?? version}
      </ContractLink>
    );
  }
  if (kind === 'integration' && integrationRef) {
    return <EntityLink entityRef={integrationRef} />;
  }
  return (
    <>{kind === 'none' ? `none: ${reason ?? 'no reason is given'}` : text}</>
  );
}

function Subject({ ending }: { ending: EndingSummary }) {
  const { contract, version, integrationRef } = ending.subject;
  if (contract) {
    return (
      <ContractLink contract={contract} state={{ tab: 'text', version }}>
        {[contractTitle(contract), version].filter(Boolean).join(' ')}
      </ContractLink>
    );
  }
  return integrationRef ? <EntityLink entityRef={integrationRef} /> : null;
}

/** What ends, whose it is, when, and what replaces it. */
export function EndingFacts(props: { ending: EndingSummary; now: Date }) {
  const { ending, now } = props;
  const { forecast, ownerRef, isForeign, announcedBy, usageReadAt } = ending;
  const source = sourceWords(ending);
  const words = forecastWords(ending, now);
  const text = [words.main, words.detail].filter(Boolean).join(', ');
  return (
    <dl className={styles.facts}>
      <Fact
        term={ending.subject.kind === 'version' ? 'Contract' : 'Integration'}
      >
        <Subject ending={ending} />
      </Fact>
      <Fact term="Provider">
        {ownerRef ? (
          <EntityLink entityRef={ownerRef} />
        ) : (
          <span className={shared.unmeasured}>no owner</span>
        )}
        {isForeign ? (
          <span className={shared.muted}> (somebody else’s)</span>
        ) : null}
      </Fact>
      <Fact term="Deprecated">
        <Day at={ending.announcedAt} now={now} />
        {announcedBy?.includes(':') ? (
          <>
            {' '}
            by <EntityLink entityRef={announcedBy} />
          </>
        ) : null}
        {source ? <span className={shared.muted}> {source}</span> : null}
      </Fact>
      <Fact term="Sunset">
        <Day at={ending.sunsetAt} now={now} />
      </Fact>
      <Fact term="Replacement">
        <Replacement ending={ending} />
      </Fact>
      <Fact term="Forecast">
        <Measured
          name="Forecast"
          evidence={{
            value: text,
            source: 'use in telemetry and what consumers said',
            time: usageReadAt && `usage read ${formatInstant(usageReadAt)}`,
            note: forecast.explanation,
          }}
        >
          <span className={styles.wrapping}>{text}</span>
        </Measured>
      </Fact>
    </dl>
  );
}
