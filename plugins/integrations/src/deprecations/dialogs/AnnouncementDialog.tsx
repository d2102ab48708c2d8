import {
  AnnouncementTexts,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { ReactNode, useState } from 'react';
import { CopyButton } from '../../shared/CopyButton';
import { QueryState, SkeletonRows } from '../../shared/QueryState';
import { ScrollRegion } from '../../shared/ScrollRegion';
import { Segments } from '../../shared/Segments';
import shared from '../../shared/shared.module.css';
import { useEndingAnnouncement } from '../useEndings';
import { ActionDialog } from '../../shared/ActionDialog';
import styles from './dialogs.module.css';

type SnippetName = AnnouncementTexts['snippets'][number]['name'];

const SNIPPET_TITLES: Record<SnippetName, string> = {
  nginx: 'nginx',
  kong: 'Kong',
  express: 'Express',
};

/** A text to be taken along. */
function TextToCopy(props: {
  title: string;
  /** What the button copies: `the announcement`. */
  what: string;
  text: string;
  children?: ReactNode;
}) {
  const { title, what, text, children } = props;
  return (
    <section className={styles.part} aria-label={title}>
      <div className={styles.partHead}>
        <h3>{title}</h3>
        <CopyButton key={text} text={text} label={what} />
      </div>
      {children}
      <ScrollRegion className={`${shared.code} ${styles.text}`} label={what}>
        <pre>{text}</pre>
      </ScrollRegion>
    </section>
  );
}

function Snippets(props: { snippets: AnnouncementTexts['snippets'] }) {
  const { snippets } = props;
  const [name, setName] = useState<SnippetName>(snippets[0].name);
  const shown = snippets.find(snippet => snippet.name === name) ?? snippets[0];
  return (
    <TextToCopy
      title="To send them"
      what={`the lines for ${SNIPPET_TITLES[shown.name]}`}
      text={shown.text}
    >
      <div>
        <Segments
          label="What sends them"
          options={snippets.map(snippet => ({
            id: snippet.name,
            title: SNIPPET_TITLES[snippet.name],
          }))}
          value={shown.name}
          onChange={setName}
        />
      </div>
    </TextToCopy>
  );
}

function Texts(props: { texts: AnnouncementTexts }) {
  const { markdown, headers, snippets } = props.texts;
  return (
    <>
      <TextToCopy
        title="Announcement"
        what="the announcement"
        text={markdown}
      />
      {headers.length ? (
        <TextToCopy
          title="HTTP headers"
          what="the headers"
          text={headers
            .map(({ name, value }) => `${name}: ${value}`)
            .join('\n')}
        />
      ) : (
        <p className={shared.muted}>
          No HTTP headers: they are for what is called over HTTP.
        </p>
      )}
      {snippets.length ? <Snippets snippets={snippets} /> : null}
    </>
  );
}

/** The announcement for people and the headers for machines, ready to paste. */
export function AnnouncementDialog(props: {
  ending: EndingSummary;
  onClose: () => void;
}) {
  const { ending, onClose } = props;
  const query = useEndingAnnouncement(ending.id);
  return (
    <ActionDialog
      title={`Announcement and headers of ${ending.title}`}
      onClose={onClose}
    >
      <QueryState
        what="The announcement"
        query={query}
        skeleton={<SkeletonRows rows={3} heightPx={96} />}
      >
        {texts => <Texts texts={texts} />}
      </QueryState>
    </ActionDialog>
  );
}
