import {
  Contract,
  ContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { Choice } from '../shared/Choice';
import { CopyButton } from '../shared/CopyButton';
import { Card } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { CodeText } from './CodeText';
import { formatTitle } from './contractWords';
import { useVersionText } from './useContracts';
import styles from './view.module.css';

/** The line that the address asks for, where it is one. */
function lineOf(values: URLSearchParams): number | undefined {
  const line = Number(values.get('line'));
  return Number.isInteger(line) && line > 0 ? line : undefined;
}

/** A version's text, at the line that a link names. */
export function TextTab(props: {
  contract: Contract;
  id: ContractId;
  address: Address;
}) {
  const { contract, id, address } = props;
  const { values, change } = address;
  const latest = contract.allVersions[0]?.version;
  const version = values.get('version') ?? latest;
  const query = useVersionText(id, version);
  const line = lineOf(values);
  if (version === undefined) {
    return (
      <section className={`${shared.card} ${shared.empty}`}>
        <p>No version is published yet, so there is no text to show.</p>
      </section>
    );
  }
  return (
    <Card
      title={`Text of ${version}`}
      end={
        <div className={styles.options}>
          <Choice
            label="Version"
            all={`latest (${latest})`}
            options={contract.allVersions.map(({ version: name }) => ({
              id: name,
              title: name,
            }))}
            value={values.get('version')}
            onChange={name => change({ version: name, line: undefined })}
          />
          {query.data ? (
            <CopyButton
              key={version}
              text={query.data.text}
              label={`the text of ${version}`}
            />
          ) : null}
        </div>
      }
    >
      <div className={shared.cardBody}>
        <QueryState
          what="The text"
          query={query}
          skeleton={<SkeletonRows rows={12} heightPx={32} />}
        >
          {({ text, version: found }) => (
            <div className={styles.flow}>
              <p className={`${shared.small} ${shared.muted}`}>
                {formatTitle(found.format)}, kept as content {found.contentId}
                {line ? `, line ${line} marked` : ''}
              </p>
              <CodeText
                key={found.version}
                label={`Text of ${found.version}`}
                text={text}
                line={line}
              />
            </div>
          )}
        </QueryState>
      </div>
    </Card>
  );
}
