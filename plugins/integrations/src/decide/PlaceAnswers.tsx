import { EntityLink, Route } from '../shared/EntityLink';
import { useIntegrations } from '../shared/queries';
import { SOURCE, TARGETS, titleOf } from './answerFields';
import styles from './decide.module.css';
import { fieldWords } from './decideWords';
import { IntegrationField } from './IntegrationField';
import { TextAnswer } from './TextAnswer';
import { AnswerSheet } from './useAnswers';

/** Places that integrations have already: near them a platform may run. */
const PLACES_FROM = 200;

function NewPlace(props: { sheet: AnswerSheet }) {
  const { sheet } = props;
  const list = useIntegrations({ limit: PLACES_FROM }, { slow: true });
  const integrations = (list.data?.items ?? []).map(
    ({ integration }) => integration,
  );
  const sources = integrations.flatMap(({ sourceRef }) => sourceRef ?? []);
  const targets = integrations.flatMap(({ targetRefs }) => targetRefs);
  return (
    <>
      <TextAnswer
        sheet={sheet}
        id={SOURCE}
        title={titleOf(SOURCE)}
        placeholder="system:default/web-shop"
        options={[...new Set([...sources, ...targets])].sort()}
      />
      <TextAnswer
        sheet={sheet}
        id={TARGETS}
        title={titleOf(TARGETS)}
        placeholder="system:default/erp, …"
        options={[...new Set([...targets, ...sources])].sort()}
        note="With these, platforms that run nearby count."
      />
    </>
  );
}

/** Which integration it is about, or between what it is to be. */
export function PlaceAnswers(props: { sheet: AnswerSheet }) {
  const { sheet } = props;
  const { integration, known } = sheet;
  const open = known.data?.missing.filter(
    field => sheet.profile[field as keyof typeof sheet.profile] === undefined,
  );
  return (
    <>
      <IntegrationField
        label="Integration"
        value={
          integration ? `${integration.namespace}/${integration.name}` : ''
        }
        note={
          integration
            ? undefined
            : 'One that exists fills in what is known of it.'
        }
        onChange={(next, isOffered) => {
          if (isOffered || next === '') {
            sheet.choose(next || undefined);
          }
        }}
      />
      {known.data ? (
        <p className={styles.place}>
          <EntityLink
            entityRef={known.data.integration.entityRef}
            className={styles.inText}
            name={known.data.integration.title ?? known.data.integration.name}
          />
          , <Route integration={known.data.integration} />
        </p>
      ) : null}
      {open?.length ? (
        <p className={styles.place}>Not known of it: {fieldWords(open)}.</p>
      ) : null}
      {integration ? null : <NewPlace sheet={sheet} />}
    </>
  );
}
