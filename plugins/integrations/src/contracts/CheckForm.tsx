import {
  CompatibilityMode,
  CompatibilityPolicy,
  integrationContractCheckPermission,
} from '@tieline/plugin-integrations-common';
import {
  ContractId,
  ContractSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { Choice } from '../shared/Choice';
import { Card } from '../shared/Frame';
import { PermittedButton } from '../shared/PermittedButton';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { usePermitted } from '../shared/usePermitted';
import { CheckResult } from './CheckResult';
import { ContractField } from './ContractField';
import { MODES, POLICIES } from './contractWords';
import { TextDraftField } from './TextDraftField';
import { TextProblem } from './TextProblem';
import { CheckWork } from './useCheckWork';
import { useCheck } from './useContracts';
import { useTextDraft } from './useTextDraft';
import styles from './view.module.css';

const SIDES = [
  { id: 'contract', title: 'A contract' },
  { id: 'text', title: 'Another text' },
] as const;

const OWN_SIDES = [
  { id: 'contract', title: 'This contract' },
  { id: 'text', title: 'Another text' },
] as const;

/** Judges a text against a contract or another text, without publishing it. */
export function CheckForm(props: {
  work: CheckWork;
  /** The contract on whose page this stands. */
  own?: { id: ContractId; summary: ContractSummary };
}) {
  const { work, own } = props;
  const { draft, judged, setJudged } = work;
  const permitted = usePermitted(
    integrationContractCheckPermission,
    'have a text judged',
    'any',
  );
  const [side, setSide] = useState<'contract' | 'text'>('contract');
  const [chosen, setChosen] = useState<ContractId>();
  const [mode, setMode] = useState<CompatibilityMode>();
  const [policy, setPolicy] = useState<CompatibilityPolicy>();
  const other = useTextDraft();
  const { mutate, isPending, error, variables } = useCheck();
  const contract = side === 'contract' ? (own?.id ?? chosen) : undefined;
  const against = side === 'text' ? other.text : undefined;
  const isComplete = Boolean(
    draft.text.trim() && (contract || against?.trim()),
  );
  const check = () => {
    const { text, format } = draft;
    setJudged(undefined);
    mutate(
      { text, format, contract, against, mode, policy },
      {
        onSuccess: verdict => setJudged({ verdict, text, contract, against }),
      },
    );
  };
  return (
    <>
      <Card title="Check a text">
        <div className={styles.form}>
          <TextDraftField label="Text" draft={draft} hasFormat />
          <div className={styles.options}>
            <span className={shared.small}>Against</span>
            <Segments
              label="Against"
              options={own ? OWN_SIDES : SIDES}
              value={side}
              onChange={setSide}
            />
            <Choice
              label="Mode"
              all={own ? `its own: ${own.summary.mode}` : 'the usual'}
              options={MODES}
              value={mode ?? null}
              onChange={next =>
                setMode(MODES.find(({ id }) => id === next)?.id)
              }
            />
            <Choice
              label="Policy"
              all={own ? `its own: ${own.summary.policy}` : 'the usual'}
              options={POLICIES}
              value={policy ?? null}
              onChange={next =>
                setPolicy(POLICIES.find(({ id }) => id === next)?.id)
              }
            />
          </div>
          {side === 'contract' && !own ? (
            <ContractField value={chosen} onChange={setChosen} />
          ) : null}
          {side === 'text' ? (
            <TextDraftField label="Earlier text" draft={other} />
          ) : null}
          <PermittedButton
            permitted={permitted}
            isPrimary
            isDisabled={!isComplete}
            isPending={isPending}
            showReason
            onPress={check}
          >
            Check this text
          </PermittedButton>
          {error ? (
            <TextProblem
              what="It could not be judged."
              error={error}
              text={variables?.against ? undefined : variables?.text}
            />
          ) : null}
        </div>
      </Card>
      <div role="status" className={shared.hidden}>
        {judged
          ? `Judged: ${judged.verdict.compatible ? 'compatible' : 'incompatible'}`
          : ''}
      </div>
      {judged ? <CheckResult judged={judged} /> : null}
    </>
  );
}
