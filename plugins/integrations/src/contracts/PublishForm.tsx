import { TextAreaField, TextField } from '@backstage/ui';
import { integrationContractPublishPermission } from '@tieline/plugin-integrations-common';
import {
  ContractId,
  ContractVerdict,
  PublicationOutcome,
} from '@tieline/plugin-integrations-common/contracts';
import { ReactNode, useState } from 'react';
import { Card } from '../shared/Frame';
import { PermittedButton } from '../shared/PermittedButton';
import shared from '../shared/shared.module.css';
import { usePermitted } from '../shared/usePermitted';
import { CheckResult } from './CheckResult';
import { PublishDialog } from './PublishDialog';
import { PublishOutcome } from './PublishOutcome';
import { readRefusal } from './readRefusal';
import { TextProblem } from './TextProblem';
import { useCheck, usePublish } from './useContracts';
import { TextDraft } from './useTextDraft';
import styles from './view.module.css';

/** Publishes a text as a contract's next version: judges it first, then asks. */
export function PublishForm(props: {
  /** Undefined while it is not said in full. */
  contract: ContractId | undefined;
  /** What people are to call a new contract. */
  title?: string;
  draft: TextDraft;
  children?: ReactNode;
}) {
  const { contract, title, draft, children } = props;
  const permitted = usePermitted(
    integrationContractPublishPermission,
    'publish a version',
    contract,
  );
  const [version, setVersion] = useState('');
  const [changelog, setChangelog] = useState('');
  const [preview, setPreview] = useState<ContractVerdict>();
  const [outcome, setOutcome] = useState<PublicationOutcome>();
  const check = useCheck();
  const publish = usePublish();
  const { text, format } = draft;
  const refusal = readRefusal(publish.error);
  const ask = () => {
    setOutcome(undefined);
    publish.reset();
    check.mutate({ text, format, contract }, { onSuccess: setPreview });
  };
  const confirm = (reason: string | undefined) =>
    publish.mutate(
      {
        contract: contract!,
        publication: {
          text,
          format,
          title: title?.trim() || undefined,
          version: version.trim() || undefined,
          changelog: changelog.trim() || undefined,
          source: 'page',
          override: reason ? { reason } : undefined,
        },
      },
      { onSuccess: setOutcome, onSettled: () => setPreview(undefined) },
    );
  return (
    <>
      <Card title="Publish">
        <div className={styles.form}>
          {children}
          <TextField
            className={`${shared.outlinedField} ${styles.wide}`}
            label="Version"
            description="What it is called; left empty, what the text says, else the next number"
            value={version}
            maxLength={100}
            onChange={setVersion}
          />
          <TextAreaField
            className={`${styles.outlined} ${styles.wide}`}
            label="Changelog"
            description="What changed and why, for those who depend on it"
            value={changelog}
            maxLength={20_000}
            onChange={setChangelog}
          />
          <PermittedButton
            permitted={permitted}
            isPrimary
            isDisabled={!contract || !text.trim()}
            isPending={check.isPending}
            showReason
            onPress={ask}
          >
            Publish…
          </PermittedButton>
          {text.trim() ? null : (
            <p className={`${shared.small} ${shared.muted}`}>
              It publishes the text above: paste one or choose a file first.
            </p>
          )}
          {check.error ? (
            <TextProblem
              what="It was not published, because it could not be judged."
              error={check.error}
              text={text}
            />
          ) : null}
          {publish.error && !refusal ? (
            <TextProblem
              what="It was not published."
              error={publish.error}
              text={text}
            />
          ) : null}
          {refusal ? (
            <p role="alert" className={`${shared.strong} ${shared.failing}`}>
              It was refused; the latest version is what it was. The attempt is
              listed under Versions.
            </p>
          ) : null}
          {outcome && contract ? (
            <PublishOutcome outcome={outcome} contract={contract} />
          ) : null}
        </div>
      </Card>
      {refusal ? (
        <CheckResult judged={{ verdict: refusal, text, contract }} />
      ) : null}
      {preview && contract ? (
        <PublishDialog
          contract={contract}
          verdict={preview}
          isPending={publish.isPending}
          onPublish={confirm}
          onClose={() => setPreview(undefined)}
        />
      ) : null}
    </>
  );
}
