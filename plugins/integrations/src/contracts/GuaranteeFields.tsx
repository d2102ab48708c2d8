import { Button, TextField } from '@backstage/ui';
import { Guarantees } from '@tieline/plugin-integrations-common/contracts';
import { Choice } from '../shared/Choice';
import shared from '../shared/shared.module.css';
import styles from './view.module.css';

type ErrorCase = NonNullable<Guarantees['errorCases']>[number];
type Objective = NonNullable<Guarantees['objectives']>[number];

const DELIVERIES = [
  { id: 'at-most-once', title: 'at most once' },
  { id: 'at-least-once', title: 'at least once' },
  { id: 'exactly-once', title: 'exactly once' },
] as const;

interface FieldsProps {
  value: Guarantees;
  onChange: (value: Guarantees) => void;
  isDisabled: boolean;
}

function replaceAt<T>(items: T[], index: number, item: T): T[] {
  return items.map((other, at) => (at === index ? item : other));
}

function ErrorCaseFields(props: FieldsProps) {
  const { value, onChange, isDisabled } = props;
  const items = value.errorCases ?? [];
  const change = (errorCases: ErrorCase[]) =>
    onChange({ ...value, errorCases });
  return (
    <fieldset>
      <legend className={shared.small}>Error cases</legend>
      {items.map((item, index) => (
        <div key={index} className={styles.rowFields}>
          <TextField
            className={shared.outlinedField}
            label="Error case"
            placeholder="404, out-of-stock"
            isDisabled={isDisabled}
            value={item.name}
            onChange={name =>
              change(replaceAt(items, index, { ...item, name }))
            }
          />
          <TextField
            className={shared.outlinedField}
            label="Meaning"
            isDisabled={isDisabled}
            value={item.meaning ?? ''}
            onChange={meaning =>
              change(replaceAt(items, index, { ...item, meaning }))
            }
          />
          <label className={shared.row}>
            <input
              type="checkbox"
              disabled={isDisabled}
              checked={item.retryable ?? false}
              onChange={event =>
                change(
                  replaceAt(items, index, {
                    ...item,
                    retryable: event.target.checked,
                  }),
                )
              }
            />
            may be retried
          </label>
          <Button
            variant="tertiary"
            isDisabled={isDisabled}
            aria-label={`Remove the error case ${item.name}`}
            onPress={() => change(items.filter((_, at) => at !== index))}
          >
            Remove
          </Button>
        </div>
      ))}
      <Button
        className={`${shared.outlined} ${styles.add}`}
        variant="secondary"
        isDisabled={isDisabled}
        onPress={() => change([...items, { name: '' }])}
      >
        Add an error case
      </Button>
    </fieldset>
  );
}

function ObjectiveFields(props: FieldsProps) {
  const { value, onChange, isDisabled } = props;
  const items = value.objectives ?? [];
  const change = (objectives: Objective[]) =>
    onChange({ ...value, objectives });
  return (
    <fieldset>
      <legend className={shared.small}>Objectives</legend>
      {items.map((item, index) => (
        <div key={index} className={styles.rowFields}>
          <TextField
            className={shared.outlinedField}
            label="Indicator"
            placeholder="availability"
            isDisabled={isDisabled}
            value={item.indicator}
            onChange={indicator =>
              change(replaceAt(items, index, { ...item, indicator }))
            }
          />
          <TextField
            className={shared.outlinedField}
            label="Target"
            placeholder="99.9 % over 30 days"
            isDisabled={isDisabled}
            value={item.target}
            onChange={target =>
              change(replaceAt(items, index, { ...item, target }))
            }
          />
          <Button
            variant="tertiary"
            isDisabled={isDisabled}
            aria-label={`Remove the objective ${item.indicator}`}
            onPress={() => change(items.filter((_, at) => at !== index))}
          >
            Remove
          </Button>
        </div>
      ))}
      <Button
        className={`${shared.outlined} ${styles.add}`}
        variant="secondary"
        isDisabled={isDisabled}
        onPress={() => change([...items, { indicator: '', target: '' }])}
      >
        Add an objective
      </Button>
    </fieldset>
  );
}

/** What a contract promises besides its shape, to be changed. */
export function GuaranteeFields(props: FieldsProps) {
  const { value, onChange, isDisabled } = props;
  const text = (
    name: 'ordering' | 'idempotencyKey' | 'retryPolicy',
    label: string,
    placeholder: string,
  ) => (
    <TextField
      className={shared.outlinedField}
      label={label}
      placeholder={placeholder}
      isDisabled={isDisabled}
      value={value[name] ?? ''}
      onChange={next => onChange({ ...value, [name]: next || undefined })}
    />
  );
  return (
    <>
      <Choice
        label="Delivery"
        all="not said"
        options={DELIVERIES}
        value={value.delivery ?? null}
        onChange={next =>
          onChange({
            ...value,
            delivery: DELIVERIES.find(({ id }) => id === next)?.id,
          })
        }
      />
      <div className={styles.pair}>
        {text('ordering', 'Ordering', 'by order id')}
        {text('idempotencyKey', 'Idempotency key', 'Idempotency-Key header')}
      </div>
      <div>
        {text(
          'retryPolicy',
          'Retry policy',
          '5 times, exponential, 1 s to 1 min',
        )}
      </div>
      <ErrorCaseFields {...props} />
      <ObjectiveFields {...props} />
    </>
  );
}
