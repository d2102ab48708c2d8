import { TextField } from '@backstage/ui';
import {
  DocumentId,
  OrganisationDocument,
} from '@tieline/plugin-integrations-common/governance';
import { useId, useState } from 'react';
import { FieldError } from '../improvement/FieldError';
import { refusedField } from '../improvement/improvementWords';
import { useRecordDocument } from '../improvement/useImprovement';
import { ActionDialog } from '../shared/ActionDialog';
import { DayField } from '../shared/DayField';
import { utcDay } from '../shared/days';
import { isWebAddress } from '../shared/EntityLink';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';

const FIELDS = [
  'title',
  'href',
  'ownerRef',
  'reviewedOn',
  'reviewEveryDays',
] as const;

/** Says where a document of the organisation is, whose, and when it was reviewed. */
export function RecordDocumentDialog(props: {
  id: DocumentId;
  document: OrganisationDocument | undefined;
  onClose: () => void;
}) {
  const { id, document, onClose } = props;
  const now = useNow();
  const daysId = useId();
  const [title, setTitle] = useState(document?.title ?? '');
  const [href, setHref] = useState(document?.href ?? '');
  const [ownerRef, setOwnerRef] = useState(document?.ownerRef ?? '');
  const [reviewedOn, setReviewedOn] = useState(document?.reviewedOn ?? '');
  const [days, setDays] = useState(String(document?.reviewEveryDays ?? 365));
  const { mutate, isPending, error } = useRecordDocument(id);
  const refused = refusedField(error, FIELDS);
  const isPast = !reviewedOn || reviewedOn <= utcDay(now);
  return (
    <ActionDialog
      title="Record the document"
      onClose={onClose}
      error={refused ? null : error}
      action={{
        label: 'Record it',
        missing: [
          ...(isWebAddress(href.trim())
            ? []
            : ['an address with http or https']),
          ...(Number.isInteger(Number(days)) && Number(days) > 0
            ? []
            : ['a number of days']),
          ...(isPast ? [] : ['a review that is not in the future']),
        ],
        isPending,
        onPress: () =>
          mutate(
            {
              ...(title.trim() && { title: title.trim() }),
              href: href.trim(),
              ...(ownerRef.trim() && { ownerRef: ownerRef.trim() }),
              ...(reviewedOn && { reviewedOn }),
              reviewEveryDays: Number(days),
            },
            { onSuccess: onClose },
          ),
      }}
    >
      <TextField
        className={shared.outlinedField}
        label="Address"
        placeholder="https://"
        value={href}
        maxLength={2000}
        onChange={setHref}
      />
      <FieldError field="href" refused={refused} error={error} />
      <TextField
        className={shared.outlinedField}
        label="Title"
        value={title}
        maxLength={200}
        onChange={setTitle}
      />
      <FieldError field="title" refused={refused} error={error} />
      <TextField
        className={shared.outlinedField}
        label="Owner"
        description="A group or a user of the catalog."
        placeholder="group:default/platform"
        value={ownerRef}
        maxLength={500}
        onChange={setOwnerRef}
      />
      <FieldError field="ownerRef" refused={refused} error={error} />
      <DayField
        label="Reviewed on"
        isOptional
        value={reviewedOn}
        max={utcDay(now)}
        onChange={setReviewedOn}
      />
      <FieldError field="reviewedOn" refused={refused} error={error} />
      <div className={shared.field}>
        <label htmlFor={daysId}>Review every (days)</label>
        <input
          id={daysId}
          type="number"
          min={1}
          value={days}
          onChange={event => setDays(event.target.value)}
        />
      </div>
      <FieldError field="reviewEveryDays" refused={refused} error={error} />
    </ActionDialog>
  );
}
