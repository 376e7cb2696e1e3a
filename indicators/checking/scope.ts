import { findStream } from '../../ingest/streams.ts';
import type { Measure } from '../../store/measure.ts';
import type { Indicator } from '../indicator.ts';
import { remarkIn } from '../indicator.ts';
import type { Problem, Source } from '../loading/source.ts';

/**
 * Notes where numerator and denominator count over different areas, or where the document's own words would have them
 * do so (城市地区 against 所有). Both may be right; neither may pass unseen.
 */
export function noteScopes(source: Source, { formula, document, notes = '' }: Indicator): readonly Problem[] {
  if (formula.kind !== 'ratio' && formula.kind !== 'per_10k') return [];
  const { numerator, denominator } = formula;
  const [above, below] = [areaOf(numerator), areaOf(denominator)];
  if (above === undefined || below === undefined) return [];
  const severity = 'note';
  if (above !== below) {
    const message = {
      zh: `分子与分母范围不同：分子为 ${above} 地区，分母为 ${below} 地区`,
      en: `numerator and denominator differ in scope: ${above} areas over ${below} areas`,
    };
    return [source.problem(['formula', formula.kind, 'denominator'], message, { severity })];
  }
  if (above !== 'urban' || !document.text.includes('所有')) return [];
  const said = (['zh', 'en'] as const).every((language) => remarkIn(notes, language).includes('所有'))
    ? { zh: '备注已说明', en: 'the notes say so' }
    : { zh: '备注没有说明，应当说明', en: 'the notes do not say so, and should' };
  const message = {
    zh: `“计算方法”写的是“所有”，定义的分子分母都限于城市地区；${said.zh}`,
    en: `计算方法 reads 所有, the definition scopes numerator and denominator to 城市地区; ${said.en}`,
  };
  return [source.problem(['document', 'text'], message, { severity })];
}

/** Which areas a measure counts over; undefined where its stream knows no areas (population). */
function areaOf({ stream, where }: Measure): string | undefined {
  const declared = findStream(stream);
  if (declared === undefined || !('area' in { ...declared.fields, ...declared.rows })) return undefined;
  const area = where['area'];
  return area?.kind === 'one_of' ? [...area.words].sort().join(' and ') : 'all';
}
