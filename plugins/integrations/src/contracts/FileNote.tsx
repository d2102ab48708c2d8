import { Link } from '@backstage/ui';
import { ContractFile } from '@tieline/plugin-integrations-common/contracts';
import { formatInstant, formatMoment } from '../shared/format';
import { ResultIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import styles from './contracts.module.css';

/** What became of a file that is named as a contract: when it was read, or why not. */
export function FileNote(props: { file: ContractFile; now: Date }) {
  const { file, now } = props;
  const { url, readAt, problem } = file;
  return (
    <div className={styles.words}>
      {url ? (
        <Link
          href={url}
          standalone
          className={shared.link}
          target="_blank"
          rel="noopener noreferrer"
        >
          {url}
        </Link>
      ) : (
        'The file is not fetched.'
      )}{' '}
      {readAt ? (
        <span className={`${shared.small} ${shared.muted}`}>
          as it was{' '}
          <time dateTime={readAt} title={formatInstant(readAt)}>
            {formatMoment(readAt, now)}
          </time>
        </span>
      ) : null}
      {url && !readAt && !problem ? (
        <span className={`${shared.small} ${shared.unmeasured}`}>
          not fetched yet
        </span>
      ) : null}
      {problem ? (
        <p className={shared.small}>
          <span className={shared.failing}>
            <ResultIcon result="fail" />
          </span>{' '}
          {problem}
        </p>
      ) : null}
    </div>
  );
}
