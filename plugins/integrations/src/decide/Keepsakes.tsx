import { Button } from '@backstage/ui';
import { DecisionDetail } from '@tieline/plugin-integrations-common/governance';
import { CopyButton } from '../shared/CopyButton';
import { downloadText } from '../shared/downloadText';
import { DownloadIcon } from '../shared/icons';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import styles from './decide.module.css';

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

function fileNameOf({ title, decidedOn }: DecisionDetail): string {
  const words = title
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${decidedOn}-${words || 'decision'}`;
}

/** What to take along of a decision: a record for a repository, and a patch for the entity. */
export function Keepsakes(props: { decision: DecisionDetail }) {
  const { decision } = props;
  const name = fileNameOf(decision);
  return (
    <>
      <Keepsake
        title="Decision record"
        note="Markdown for your repository."
        text={decision.markdown}
        fileName={`${name}.md`}
        mediaType="text/markdown"
      />
      <Keepsake
        title="Patch for the entity"
        note="Merge it into the integration’s YAML; Tieline does not edit it."
        text={decision.patch}
        fileName={`${name}.yaml`}
        mediaType="application/yaml"
      />
    </>
  );
}
