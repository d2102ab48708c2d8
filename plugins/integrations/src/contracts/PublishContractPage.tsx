import { Link, TextField } from '@backstage/ui';
import { ContractId } from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { Card, PageHead } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { useAddress } from '../shared/useAddress';
import { PublishForm } from './PublishForm';
import { TextDraftField } from './TextDraftField';
import { useContractsHref } from './useContractsHref';
import { useTextDraft } from './useTextDraft';
import styles from './view.module.css';

/** What the two parts of a contract's name make, where both are there. */
function toContractId(
  registry: string,
  subject: string,
): ContractId | undefined {
  const id = { registry: registry.trim(), subject: subject.trim() };
  return id.registry && id.subject && !id.registry.includes('/')
    ? id
    : undefined;
}

/** Publishes a text under a contract that may not exist yet. */
export function PublishContractPage() {
  const { values } = useAddress();
  const [registry, setRegistry] = useState(values.get('registry') ?? '');
  const [subject, setSubject] = useState(values.get('subject') ?? '');
  const [title, setTitle] = useState('');
  const draft = useTextDraft();
  const href = useContractsHref();
  return (
    <>
      <p className={shared.small}>
        <Link href={href()} standalone className={shared.link}>
          Contracts
        </Link>
      </p>
      <PageHead
        title="Publish a contract"
        lead="The first version of a new contract, or the next one of a contract that is there."
      />
      <div className={shared.stack}>
        <Card title="The text">
          <div className={styles.form}>
            <TextDraftField label="Text" draft={draft} hasFormat />
          </div>
        </Card>
        <PublishForm
          contract={toContractId(registry, subject)}
          title={title}
          draft={draft}
        >
          <div className={styles.pair}>
            <TextField
              className={shared.outlinedField}
              label="Registry"
              description="A name without slash, such as events"
              isRequired
              isInvalid={registry.includes('/')}
              value={registry}
              onChange={setRegistry}
            />
            <TextField
              className={shared.outlinedField}
              label="Subject"
              description="What the contract is called there, such as orders"
              isRequired
              value={subject}
              onChange={setSubject}
            />
          </div>
          <TextField
            className={`${shared.outlinedField} ${styles.wide}`}
            label="Title"
            description="What people call it"
            value={title}
            maxLength={200}
            onChange={setTitle}
          />
        </PublishForm>
      </div>
    </>
  );
}
