import { z } from 'zod';
import { CHALLENGE_STATES, toChallengeDocument } from '../../indicators/challenge.ts';
import type { Challenges } from '../challenges.ts';
import type { AnyList } from '../lists/list.ts';
import { list } from '../lists/list.ts';
import { carrier, city, district, indicator, level } from '../lists/parameters.ts';
import { scopeFilter, within } from '../lists/scope-filter.ts';
import { CHALLENGE_COLUMNS, toChallengeRow } from '../rows/challenges.ts';
import { namingOfCatalogue } from '../rows/naming.ts';

/** What is disputed, the oldest first; read anew each time, so that an answer shows at once. */
export const challengeList = (challenges: Challenges): AnyList =>
  list({
    path: '/v1/challenges',
    tag: 'challenges',
    name: { zh: '异议', en: 'Challenges' },
    summary: { zh: '对数值的异议', en: 'disputed values' },
    access: 'read',
    forDistricts: true,
    columns: CHALLENGE_COLUMNS,
    filters: {
      state: z.enum(CHALLENGE_STATES).optional().describe('状态 open, answered or corrected'),
      ...indicator,
      ...city,
      ...district,
      ...carrier,
      ...level,
    },
    isLive: true,
    rows: async (question) => {
      const { query, evaluation, choices } = question;
      const indicators = choices.indicators(query.indicator, query.level);
      const isMeant = scopeFilter(question);
      const naming = namingOfCatalogue(evaluation.catalogue);
      return (await challenges.list())
        .filter(
          (one) =>
            (query.state === undefined || query.state === one.state) &&
            within(indicators, one.indicator) &&
            isMeant(one.scope),
        )
        .map((one) => toChallengeRow(toChallengeDocument(one), naming));
    },
  });
