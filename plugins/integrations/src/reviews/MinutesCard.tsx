import { Button } from '@backstage/ui';
import { ReviewDetail } from '@tieline/plugin-integrations-common/governance';
import { CopyButton } from '../shared/CopyButton';
import { downloadText } from '../shared/downloadText';
import { Card } from '../shared/Frame';
import { DownloadIcon } from '../shared/icons';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import styles from './reviews.module.css';

/** The minutes as Markdown, to keep or to send. */
export function MinutesCard(props: { review: ReviewDetail }) {
  const { review } = props;
  return (
    <Card
      title="Minutes"
      className={styles.onScreen}
      end={
        <span className={shared.actions}>
          <CopyButton text={review.markdown} label="the minutes" />
          <Button
            size="small"
            variant="secondary"
            className={shared.outlined}
            iconStart={<DownloadIcon />}
            onPress={() =>
              downloadText(
                `review-${review.id}.md`,
                review.markdown,
                'text/markdown',
              )
            }
          >
            Markdown
          </Button>
        </span>
      }
    >
      <div className={shared.cardBody}>
        <ScrollRegion
          label="The minutes"
          className={`${shared.code} ${styles.minutes}`}
        >
          <pre>{review.markdown}</pre>
        </ScrollRegion>
      </div>
    </Card>
  );
}
