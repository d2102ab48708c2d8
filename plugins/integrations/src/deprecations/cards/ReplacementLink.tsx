import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import { ContractLink } from '../../contracts/ContractLink';
import { EntityLink } from '../../shared/EntityLink';
import { subjectWords } from '../dialogs/subjectWords';

/** What to use instead, as a link to it where it is something that is known here. */
export function ReplacementLink(props: { ending: EndingSummary }) {
  const { replacement, replacementTitle } = props.ending;
  if (!replacement) {
    return <>no replacement named</>;
  }
  const { kind, contract, version, integrationRef, text, reason } = replacement;
  if (kind === 'version' && contract) {
    return (
      <ContractLink contract={contract} state={{ tab: 'text', version }}>
        {replacementTitle ??
          subjectWords({ kind: 'version', contract, version })}
      </ContractLink>
    );
  }
  if (kind === 'integration' && integrationRef) {
    return <EntityLink entityRef={integrationRef} />;
  }
  return (
    <>
      {kind === 'none'
        ? `nothing: ${reason ?? 'nobody said why'}`
        : (replacementTitle ?? text)}
    </>
  );
}
