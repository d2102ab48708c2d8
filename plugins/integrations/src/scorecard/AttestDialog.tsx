import { Radio, RadioGroup, TextAreaField, TextField } from '@backstage/ui';
import { CheckOutcome } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { useState } from 'react';
import { Permitted } from '../shared/usePermitted';
import { ActionDialog } from '../shared/ActionDialog';
import { DayField } from '../shared/DayField';
import { utcDay } from '../shared/days';
import { isWebAddress } from '../shared/EntityLink';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { useAttest } from './useToldEvidence';

/** States, dated and signed, what only people know of a check. */
export function AttestDialog(props: {
  integration: IntegrationFacets;
  outcome: Pick<CheckOutcome, 'checkId' | 'title'>;
  permitted: Permitted;
  onClose: () => void;
}) {
  const { integration, outcome, permitted, onClose } = props;
  const today = utcDay(useNow());
  const [holds, setHolds] = useState<boolean>();
  const [statement, setStatement] = useState('');
  const [href, setHref] = useState('');
  const [on, setOn] = useState(today);
  const { mutate, isPending, error } = useAttest(integration, outcome.checkId);
  const link = href.trim();
  return (
    <ActionDialog
      title={`Attest: ${outcome.title}`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Attest it',
        missing: [
          ...(holds === undefined ? ['whether it holds'] : []),
          ...(statement.trim() ? [] : ['what you know']),
          ...(!link || isWebAddress(link) ? [] : ['an http or https address']),
          ...(on && on <= today ? [] : ['a day that is not in the future']),
        ],
        permitted,
        isPending,
        onPress: () =>
          mutate(
            {
              holds: holds === true,
              statement: statement.trim(),
              href: link || undefined,
              on,
            },
            { onSuccess: onClose },
          ),
      }}
    >
      <p>
        You state it of{' '}
        <b className={shared.strong}>{integration.title ?? integration.name}</b>{' '}
        with your name and the date. It takes the place of what was attested
        before, and ages like all evidence.
      </p>
      <RadioGroup
        label="Is it as the check wants it?"
        orientation="horizontal"
        value={holds === undefined ? '' : String(holds)}
        onChange={value => setHolds(value === 'true')}
      >
        <Radio value="true">Yes, it holds</Radio>
        <Radio value="false">No, it does not</Radio>
      </RadioGroup>
      <TextAreaField
        className={shared.outlinedField}
        label="What you know, and how"
        value={statement}
        maxLength={2000}
        onChange={setStatement}
      />
      <TextField
        className={shared.outlinedField}
        label="Link, if there is something to look at"
        placeholder="https://"
        value={href}
        maxLength={2000}
        onChange={setHref}
      />
      <DayField
        label="The day it is true of"
        description="For example the day of the drill. It ages from then on."
        value={on}
        max={today}
        onChange={setOn}
      />
    </ActionDialog>
  );
}
