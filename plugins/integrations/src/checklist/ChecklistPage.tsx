import { ChecklistVersionDetail } from '@tieline/plugin-integrations-common/governance';
import { DialogButton } from '../shared/DialogButton';
import { PageFrame, PageHead } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address, useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { counted, mayManage } from './checklistWords';
import { DifferencesCard } from './DifferencesCard';
import { DraftDialog } from './DraftDialog';
import { EffectsCard } from './EffectsCard';
import { PreviewCard } from './PreviewCard';
import { QuestionCards } from './QuestionCards';
import { useChecklistVersion, useChecklistVersions } from './useChecklists';
import { VersionHead } from './VersionHead';
import { VersionList } from './VersionList';
import styles from './checklist.module.css';

function Version(props: {
  detail: ChecklistVersionDetail;
  address: Address;
  now: Date;
}) {
  const { detail, address, now } = props;
  const { state, preview, version } = detail;
  // What was found of one from before was found against another one than counts now.
  const isDraft = state === 'draft';
  return (
    <div className={shared.stack}>
      <VersionHead detail={detail} now={now} />
      {isDraft ? <PreviewCard detail={detail} /> : null}
      {state === 'active' ? null : <DifferencesCard detail={detail} />}
      {isDraft && preview?.state === 'done' ? (
        <EffectsCard
          version={version}
          foundAt={preview.finishedAt}
          address={address}
        />
      ) : null}
      <QuestionCards checklist={detail.checklist} />
    </div>
  );
}

function Versions() {
  const address = useAddress();
  const now = useNow();
  const versions = useChecklistVersions();
  const items = versions.data?.items ?? [];
  const active = items.find(({ state }) => state === 'active');
  const chosen = address.values.get('version') ?? (active ?? items[0])?.version;
  const isKnown = items.some(({ version }) => version === chosen);
  const detail = useChecklistVersion(isKnown ? chosen : undefined);
  // Another version has other pages.
  const choose = (version: string) =>
    address.change({ version, owner: undefined, cursor: undefined });
  const permitted = mayManage(items[0], 'change the checklist');
  return (
    <>
      <PageHead
        title="Checklist"
        lead={
          active
            ? `What integrations are judged by: ${active.version}, with ${counted(active.questions, 'question')} and ${counted(active.checks, 'check')}. A change is a draft until somebody activates it.`
            : 'What integrations are judged by: questions, and the checks that answer them.'
        }
        actions={
          <DialogButton
            permitted={permitted}
            dialog={close => (
              <DraftDialog
                permitted={permitted}
                onDrafted={({ version }) => choose(version)}
                onClose={close}
              />
            )}
          >
            Draft a change…
          </DialogButton>
        }
      />
      {permitted.reason ? (
        <p className={`${shared.small} ${shared.muted} ${styles.why}`}>
          {permitted.reason}
        </p>
      ) : null}
      <QueryState
        what="The versions"
        query={versions}
        skeleton={
          <div className={shared.card}>
            <SkeletonRows rows={4} heightPx={56} />
          </div>
        }
      >
        {list =>
          list.items.length ? (
            <div className={styles.columns}>
              <VersionList
                versions={list.items}
                chosen={chosen}
                now={now}
                onChoose={choose}
              />
              {isKnown ? (
                <QueryState
                  what={`The version ${chosen ?? ''}`}
                  query={detail}
                  skeleton={
                    <div className={shared.card}>
                      <SkeletonRows rows={8} heightPx={96} />
                    </div>
                  }
                >
                  {data => (
                    <Version
                      key={data.version}
                      detail={data}
                      address={address}
                      now={now}
                    />
                  )}
                </QueryState>
              ) : (
                <section className={`${shared.card} ${shared.empty}`}>
                  <h2>There is no version {chosen}</h2>
                  <p>Choose one of those that there are.</p>
                </section>
              )}
            </div>
          ) : (
            <section className={`${shared.card} ${shared.empty}`}>
              <h2>No checklist counts yet</h2>
              <p>
                The one that ships is taken when the backend has started. Look
                again in a minute.
              </p>
            </section>
          )
        }
      </QueryState>
    </>
  );
}

/** What integrations are judged by, its versions, and what a draft would change for whom. */
export function ChecklistPage() {
  return (
    <PageFrame title="Checklist">
      <Versions />
    </PageFrame>
  );
}
