import { Contract } from '@tieline/plugin-integrations-common/contracts';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { FileNote } from './FileNote';
import { IntegrationRefLink } from './IntegrationRefLink';
import styles from './view.module.css';

/** The files that integrations name as this contract; nothing where none does. */
export function FilesCard(props: { contract: Contract; now: Date }) {
  const { contract, now } = props;
  const { files } = contract;
  return files.length ? (
    <Card title="Named as a file">
      <ul>
        {files.map(file => (
          <li
            key={`${file.integrationRef} ${file.url}`}
            className={styles.version}
          >
            <div className={styles.versionBody}>
              <FileNote file={file} now={now} />
              <p className={`${shared.small} ${shared.muted}`}>
                by <IntegrationRefLink entityRef={file.integrationRef} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  ) : null;
}
