import {
  ContractId,
  ContractVerdict,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { CodeText } from './CodeText';
import { formatTitle } from './contractWords';
import { useContractHref } from './useContractHref';
import { VerdictView } from './VerdictView';
import { Texts } from './ViolationItem';

/** What was judged, kept beside its verdict while the field is edited on. */
export interface Judged {
  verdict: ContractVerdict;
  text: string;
  /** The contract that it was compared with. */
  contract?: ContractId;
  /** The text that it was compared with instead. */
  against?: string;
}

/** What the backend calls an earlier text that was given with the one to judge. */
const GIVEN = 'given';

const EARLIER = 'the earlier text';

/** The verdict with the earlier text under a name that says something. */
function named(verdict: ContractVerdict): ContractVerdict {
  const nameOf = (version: string) => (version === GIVEN ? EARLIER : version);
  return {
    ...verdict,
    comparedWith: verdict.comparedWith.map(nameOf),
    clashingVersion: verdict.clashingVersion && nameOf(verdict.clashingVersion),
    violations: verdict.violations.map(violation => ({
      ...violation,
      version: nameOf(violation.version),
    })),
  };
}

/** A verdict on a text that is nowhere but here; its places open the texts below. */
export function CheckResult(props: { judged: Judged }) {
  const { text, contract, against } = props.judged;
  const verdict =
    against === undefined ? props.judged.verdict : named(props.judged.verdict);
  const href = useContractHref();
  const [shown, setShown] = useState<{ side: 'old' | 'new'; line: number }>();
  const open = (side: 'old' | 'new') => (line: number) =>
    setShown({ side, line });
  const texts: Texts = {
    newName: 'your text',
    openNew: { open: open('new') },
    openOld: contract
      ? {
          href: (version, line) =>
            href(contract, { tab: 'text', version, line }),
        }
      : { open: open('old') },
  };
  return (
    <>
      <VerdictView
        title="Verdict"
        verdict={verdict}
        texts={texts}
        end={
          verdict.format ? (
            <span className={`${shared.small} ${shared.muted}`}>
              read as {formatTitle(verdict.format)}
            </span>
          ) : null
        }
      />
      {shown ? (
        <Card
          title={
            shown.side === 'new'
              ? `Your text, line ${shown.line}`
              : `The text it is compared with, line ${shown.line}`
          }
        >
          <div className={shared.cardBody}>
            <CodeText
              key={shown.side}
              label={shown.side === 'new' ? 'Your text' : 'The other text'}
              text={shown.side === 'new' ? text : (against ?? '')}
              line={shown.line}
            />
          </div>
        </Card>
      ) : null}
    </>
  );
}
