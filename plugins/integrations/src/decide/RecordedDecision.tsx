import { Button } from '@backstage/ui';
import { Decision } from '@tieline/plugin-integrations-common/governance';
import { ActionDialog } from '../shared/ActionDialog';
import { CopyButton } from '../shared/CopyButton';
import { formatDate } from '../shared/days';
import { downloadText } from '../shared/downloadText';
import { DownloadIcon } from '../shared/icons';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import styles from './decide.module.css';
import { useDecision } from './useDecide';

/** A text to keep elsewhere, to be copied or downloaded. */
function Keepsake(props: {
  title: string;
  note: string;
  text: string;
  fileName: string;
  mediaType: string;
}) {
  const { title, note, text, fileName, mediaType } = props;
  return (
    <section className={styles.keepsake} aria-label={title}>
      <div className={styles.between}>
        <h3>{title}</h3>
        <span className={shared.actions}>
          <CopyButton text={text} label={title} />
          <Button
            size="small"
            variant="secondary"
            iconStart={<DownloadIcon />}
            aria-label={`Download ${title}`}
            onPress={() => downloadText(fileName, text, mediaType)}
          >
            Download
          </Button>
        </span>
      </div>
      <p className={`${shared.small} ${shared.muted}`}>{note}</p>
      <ScrollRegion
        className={`${shared.code} ${styles.text}`}
        label={`${title}, text`}
      >
        <pre>{text}</pre>
      </ScrollRegion>
    </section>
  );
}

function fileNameOf({ title, decidedOn }: Decision): string {
  const words = title
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${decidedOn}-${words || 'decision'}`;
}

/** That a decision is recorded, and what to take along of it. */
export function RecordedDecision(props: {
  decision: Decision;
  onClose: () => void;
}) {
  const { decision, onClose } = props;
  const now = useNow();
  const query = useDecision(decision.id);
  const name = fileNameOf(decision);
  return (
    <ActionDialog title="The decision is recorded" onClose={onClose}>
      <p role="status">
        <b className={shared.strong}>{decision.title}</b>: {decision.pattern},
        number {decision.rank} of the ranking, decided on{' '}
        {formatDate(decision.decidedOn, now)}.
      </p>
      <QueryState
        what="The decision’s texts"
        query={query}
        skeleton={<SkeletonRows rows={2} heightPx={160} />}
      >
        {({ markdown, patch }) => (
          <>
            <Keepsake
              title="Decision record"
              note="Markdown for your repository."
              text={markdown}
              fileName={`${name}.md`}
              mediaType="text/markdown"
            />
            <Keepsake
              title="Patch for the entity"
              note="Merge it into the integration’s YAML; Tieline does not edit it."
              text={patch}
              fileName={`${name}.yaml`}
              mediaType="application/yaml"
            />
          </>
        )}
      </QueryState>
    </ActionDialog>
  );
}
