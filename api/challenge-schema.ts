import { z } from 'zod';
import { CHALLENGE_STATES } from '../indicators/challenge.ts';

/** How a challenge is answered. */
export const challengeDocument = z.object({
  id: z.string(),
  indicator: z.string(),
  scope: z.object({ city: z.string(), district: z.string().optional(), carrier: z.string().optional() }),
  as_of: z.string(),
  reason: z.string(),
  value: z.string().nullable().describe('the number as it was: a whole number or a fraction in lowest terms'),
  opened_at: z.string(),
  opened_by: z.string().describe('the id of a key; local where none was needed'),
  state: z.enum(CHALLENGE_STATES),
  closed_at: z.string().optional(),
  closed_by: z.string().optional(),
  answer: z.string().optional(),
  corrected_value: z.string().nullable().optional(),
});
