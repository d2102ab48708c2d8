import { Radio, RadioGroup, TextAreaField } from '@backstage/ui';
import {
  EndingConsumer,
  EndingSummary,
  ExtensionDecision,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { Publisher } from '../../contracts/Publisher';
import { formatDay } from '../../shared/format';
import shared from '../../shared/shared.module.css';
import { useNow } from '../../shared/useNow';
import { mayManage } from '../endingPermits';
import { useDecideExtension } from '../useEndings';
import { ActionDialog } from '../../shared/ActionDialog';
import { isReason } from './isReason';
import styles from './dialogs.module.css';

/** Grants or refuses more time that a consumer asked for. */
export function ExtensionDialog(props: {
  ending: EndingSummary;
  consumer: EndingConsumer;
  onClose: () => void;
}) {
  const { ending, consumer, onClose } = props;
  const { extension } = consumer;
  const now = useNow();
  const [decision, setDecision] =
    useState<ExtensionDecision['decision']>('granted');
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useDecideExtension(
    ending.id,
    consumer.id,
  );
  if (!extension) {
    return (
      <ActionDialog title={`More time for ${consumer.name}`} onClose={onClose}>
        <p>{consumer.name} has not asked for more time.</p>
      </ActionDialog>
    );
  }
  const isRefused = decision === 'refused';
  const until = formatDay(extension.until, now);
  return (
    <ActionDialog
      title={`More time for ${consumer.name}?`}
      onClose={onClose}
      error={error}
      action={{
        label: isRefused ? 'Refuse' : `Grant until ${until}`,
        missing: isRefused && !isReason(reason) ? ['the reason'] : [],
        permitted: mayManage(ending, 'decide about more time'),
        isPending,
        onPress: () =>
          mutate(
            { decision, reason: reason.trim() || undefined },
            { onSuccess: onClose },
          ),
      }}
    >
      <p>
        <Publisher by={extension.askedBy} /> asks for time until{' '}
        <b className={shared.strong}>{until}</b>
        {ending.sunsetAt
          ? `, and it ends on ${formatDay(ending.sunsetAt, now)}`
          : ''}
        . The reason given:
      </p>
      <p className={styles.words}>{extension.reason}</p>
      <RadioGroup
        label="Your decision"
        value={decision}
        onChange={value => setDecision(value as ExtensionDecision['decision'])}
      >
        <Radio value="granted">Grant it</Radio>
        <Radio value="refused">Refuse it</Radio>
      </RadioGroup>
      <TextAreaField
        className={styles.area}
        label={isRefused ? 'Reason' : 'Reason, if there is something to say'}
        description="Whoever asked is told."
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
    </ActionDialog>
  );
}
