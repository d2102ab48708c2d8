import { Radio, RadioGroup, TextAreaField } from '@backstage/ui';
import {
  EndingAnswer,
  EndingConsumer,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { toFieldValue } from '../../alarms/snoozeTimes';
import { formatDay } from '../../shared/format';
import { InstantField } from '../../shared/InstantField';
import shared from '../../shared/shared.module.css';
import { useNow } from '../../shared/useNow';
import { consumerAnswer } from '../consumerAnswers';
import { mayAnswer } from '../endingPermits';
import { useAnswerEnding } from '../useEndings';
import { ActionDialog } from '../../shared/ActionDialog';
import { isReason } from './isReason';
import styles from './dialogs.module.css';

type AnswerKind = 'acknowledge' | 'move' | 'extension';

const KINDS: ReadonlyArray<{ id: AnswerKind; title: string }> = [
  { id: 'acknowledge', title: 'We know that it ends, and agree' },
  { id: 'move', title: 'We agree, and say when we will have moved' },
  { id: 'extension', title: 'We need more time' },
];

const toField = (instant: string | undefined) =>
  instant ? toFieldValue(new Date(instant)) : '';

/** Answers for a consumer of what ends. */
export function AnswerDialog(props: {
  ending: EndingSummary;
  consumer: EndingConsumer;
  onClose: () => void;
}) {
  const { ending, consumer, onClose } = props;
  const { sunsetAt } = ending;
  const now = useNow();
  const [kind, setKind] = useState<AnswerKind>('acknowledge');
  const [moves, setMoves] = useState(() => toField(consumer.movesAt));
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useAnswerEnding(ending.id, consumer.id);
  const isTooLate =
    kind === 'move' &&
    moves !== '' &&
    new Date(moves) > new Date(sunsetAt ?? moves);
  const missing: Record<AnswerKind, string[]> = {
    acknowledge: [],
    move: moves ? [] : ['the date'],
    extension: [
      ...(until ? [] : ['until when']),
      ...(isReason(reason) ? [] : ['the reason']),
    ],
  };
  const toAnswer = (): EndingAnswer => {
    switch (kind) {
      case 'move':
        return { movesAt: new Date(moves).toISOString() };
      case 'extension':
        return {
          extension: {
            until: new Date(until).toISOString(),
            reason: reason.trim(),
          },
        };
      default:
        return {};
    }
  };
  return (
    <ActionDialog
      title={`Answer for ${consumer.name}`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Answer',
        missing: missing[kind],
        permitted: mayAnswer(consumer),
        isPending,
        onPress: () => mutate(toAnswer(), { onSuccess: onClose }),
      }}
    >
      <p>
        {ending.title}{' '}
        {sunsetAt
          ? `ends on ${formatDay(sunsetAt, now)}.`
          : 'ends; nobody said when.'}{' '}
        <span className={shared.muted}>
          So far: {consumerAnswer(consumer, now)}.
        </span>
      </p>
      <RadioGroup
        label="Your answer"
        value={kind}
        onChange={value => setKind(value as AnswerKind)}
      >
        {KINDS.map(({ id, title }) => (
          <Radio key={id} value={id}>
            {title}
          </Radio>
        ))}
      </RadioGroup>
      {kind === 'move' ? (
        <InstantField label="Moved by" value={moves} onChange={setMoves} />
      ) : null}
      {isTooLate ? (
        <p>
          That is after it ends, so it may be switched off before. Ask for more
          time instead.
        </p>
      ) : null}
      {kind === 'extension' ? (
        <>
          <InstantField label="Until" value={until} onChange={setUntil} />
          <TextAreaField
            className={styles.area}
            label="Reason"
            description="Whoever owns it grants or refuses this."
            value={reason}
            maxLength={2000}
            onChange={setReason}
          />
        </>
      ) : null}
    </ActionDialog>
  );
}
