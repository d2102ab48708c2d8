import {
  EndingConsumer,
  EndingSummary,
  MatrixRow,
} from '@tieline/plugin-integrations-common/contracts';
import { consumerAnswer } from './consumerAnswers';

function isSame(consumer: EndingConsumer, row: MatrixRow): boolean {
  return consumer.entityRef && row.entityRef
    ? consumer.entityRef === row.entityRef
    : consumer.name === row.name;
}

function wordsOf(consumer: EndingConsumer, now: Date): string {
  switch (consumer.state) {
    case 'left':
      return 'has left';
    case 'presumed-gone':
      return 'presumed gone';
    default:
      return consumerAnswer(consumer, now);
  }
}

/**
 * How it goes with a consumer's move away from what ends; a dash where it has
 * none to make.
 */
export function migrationWords(
  row: MatrixRow,
  endings: readonly EndingSummary[],
  now: Date,
): string {
  const words = endings.flatMap(({ subject, consumers }) =>
    consumers
      .filter(consumer => isSame(consumer, row))
      .map(consumer =>
        endings.length > 1
          ? `${subject.version}: ${wordsOf(consumer, now)}`
          : wordsOf(consumer, now),
      ),
  );
  return words.join('; ') || '–';
}
