import { BuildOrBuy } from '@tieline/plugin-integrations-common/governance';

export type AnswerField = BuildOrBuy['answers'][number]['field'];

/** What is known of a part of the portfolio; undefined is what nobody knows. */
export type Answers = Record<AnswerField, number | undefined> & {
  integrations: number;
};
