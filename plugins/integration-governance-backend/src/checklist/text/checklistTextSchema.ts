import {
  CRITICALITIES,
  EVIDENCE_GRADES,
  INTERACTIONS,
  LIFECYCLES,
} from '@tieline/plugin-integrations-common';
import { z } from 'zod';

const MAX_QUESTIONS = 30;
const MAX_CHECKS = 500;

export const requiredOfQuestions = ['number', 'title', 'text'];

export const requiredOfChecks = [
  'question',
  'title',
  'tests',
  'needs',
  'shelfLifeDays',
  'weight',
];

const id = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,63}$/,
    'has to be of small letters, digits and dashes, at most 64',
  );

const grade = z.enum(EVIDENCE_GRADES);
const line = z.string().trim().min(1).max(300);

const step = z.strictObject({
  text: z.string().trim().min(1).max(1000),
  href: z
    .string()
    .max(2000)
    .regex(
      /^(https?:\/\/|\/(?!\/)|\{(file|integration|health|scorecard|contracts|reviews|decide|owner)\})/,
      'has to be an http or https address, a path, or one of {file}, {integration}, {health}, {scorecard}, {contracts}, {reviews}, {decide}, {owner}',
    )
    .optional(),
  command: z.string().max(2000).optional(),
});

const question = z.strictObject({
  id,
  number: z.int().min(1).max(999).optional(),
  title: line.max(80).optional(),
  text: line.optional(),
  enabled: z.boolean().optional(),
});

const check = z.strictObject({
  id,
  question: id.optional(),
  title: line.optional(),
  tests: z.string().trim().min(1).max(1000).optional(),
  needs: grade.optional(),
  needsWhenCritical: grade.optional(),
  shelfLifeDays: z.number().positive().max(3660).optional(),
  weight: z.number().min(0).max(100).optional(),
  low: z.boolean().optional(),
  attestable: z.boolean().optional(),
  interactions: z.array(z.enum(INTERACTIONS)).min(1).optional(),
  criticalities: z.array(z.enum(CRITICALITIES)).min(1).optional(),
  lifecycles: z.array(z.enum(LIFECYCLES)).min(1).optional(),
  nextStep: step.optional(),
  proof: step.optional(),
  // What is in them is looked at apart, for words that name the place.
  condition: z.any().optional(),
  when: z.any().optional(),
  evidence: z
    .strictObject({
      show: z.array(z.string().min(1).max(300)).min(1).max(50).optional(),
      // As `declared` it would never age.
      grade: grade.exclude(['declared']).optional(),
    })
    .optional(),
  enabled: z.boolean().optional(),
});

/** A checklist as it is sent, or stands in the configuration. */
export const checklistTextSchema = z.strictObject({
  version: z
    .string({ error: 'is missing, or no text; write it in quotes' })
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,27}$/,
      'has to be of letters, digits, dots and dashes, at most 28',
    ),
  extends: z.enum(['shipped', 'none']).optional(),
  questions: z.array(question).max(MAX_QUESTIONS).optional(),
  checks: z.array(check).max(MAX_CHECKS).optional(),
});

export type ChecklistText = z.infer<typeof checklistTextSchema>;
export type ItemText = z.infer<typeof check>;
