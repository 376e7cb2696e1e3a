import { verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogueOf } from '../../../indicators/snapshot/content.ts';
import { examine } from '../../../indicators/snapshot/check.ts';
import { differ } from '../../../indicators/snapshot/diff.ts';
import { fromKeyObject } from '../../../indicators/snapshot/keys.ts';
import { canonical, seal, SNAPSHOT_ID } from '../../../indicators/snapshot/seal.ts';
import { checkSignature, signBytes } from '../../../indicators/snapshot/signature.ts';
import { PLAN, smallCatalogue, smallContent, testKey } from '../../support/snapshots.ts';

const sealed = seal(smallContent());
const text = Buffer.from(sealed.bytes).toString('utf8');

function changed(from: string, to: string): Uint8Array {
  const other = text.replace(from, to);
  if (other === text) throw new Error(`nothing to change: ${from}`);
  return Buffer.from(other, 'utf8');
}

describe('the content of a snapshot', () => {
  test('is the same to the byte for the same evaluation', () => {
    expect(Buffer.from(seal(smallContent()).bytes).equals(sealed.bytes)).toBe(true);
  });

  test('carries each number as a double and exactly', () => {
    expect(sealed.snapshot.values[0]).toMatchObject({
      value: 1 / 3,
      exact: { value: '1/3', numerator: '9000', denominator: '27000' },
    });
    expect(sealed.snapshot.verdicts[0]?.exact).toEqual({ gap: '3000', target_value: '12000' });
  });

  test('always names the moment as whose knowledge it was made', () => {
    expect(sealed.snapshot.known_at).toBe('2023-10-10T00:00:00Z');
    expect(sealed.snapshot.values[0]?.known_at).toBe('2023-10-10T00:00:00Z');
  });

  test('says so where its figures are simulated, and what it corrects', () => {
    const other = smallContent({ isSimulated: true, supersedes: { id: 'x', reason: '漏报' } });
    expect([other.mark, other.supersedes?.reason]).toEqual(['演示数据', '漏报']);
  });

  test('carries the challenges that nobody has answered, and no others', () => {
    const disputed = { indicator: 'pon10g_ports', scope: { city: '500000', district: '500103' }, asOf: '2023-09-30' };
    const opened = { ...disputed, reason: '与台账不符', value: '9000', openedAt: 0, openedBy: 'k1' };
    const { challenges } = smallContent({
      challenges: [
        { ...opened, id: 'c1', state: 'open' },
        { ...opened, id: 'c2', state: 'answered' },
      ],
    });
    expect(challenges.map(({ id, reason }) => [id, reason])).toEqual([['c1', '与台账不符']]);
  });

  test('has an id of place, day and hash that a path can hold', () => {
    expect(sealed.id).toBe(`500103-20230930-${sealed.sha256.slice(0, 16)}`);
    expect(sealed.id).toMatch(SNAPSHOT_ID);
  });

  test('brings back the definitions that it was made by', () => {
    const read = JSON.parse(text) as typeof sealed.snapshot;
    const { indicators, plans, registries } = catalogueOf(read.definitions);
    const own = smallCatalogue();
    expect(canonical([...indicators, ...plans, registries])).toBe(
      canonical([...own.indicators, ...own.plans, own.registries]),
    );
  });
});

describe('an examination', () => {
  test('finds nothing in an intact snapshot, and its id', () => {
    expect(examine(sealed.bytes)).toMatchObject({ sha256: sealed.sha256, snapshot: { id: sealed.id }, faults: [] });
  });

  test.each([
    ['a value', '"value":0.3333333333333333', '"value":0.4', 'value', 'pon10g_port_share 500000/500103'],
    ['an exact number', '"numerator":"9000"', '"numerator":"9001"', 'arithmetic', 'pon10g_port_share 500000/500103'],
    [
      'a verdict',
      '"verdict":"on_track"',
      '"verdict":"met"',
      'verdict',
      `${PLAN} pon10g-ports pon10g_ports 500000/500103`,
    ],
    ['a definition', '每万人拥有5G基站数达35个以上', '每万人拥有5G基站数达30个以上', 'definition', `plan ${PLAN}`],
    ['the lineage', '"last_offset":"26999"', '"last_offset":"26998"', 'lineage', ''],
    ['the day', '"as_of":"2023-09-30","challenges"', '"as_of":"2023-09-29","challenges"', 'head', ''],
    ['its layout', '{"as_of"', '{ "as_of"', 'canonical', ''],
    ['its format', 'gigacity-snapshot/1', 'gigacity-snapshot/2', 'format', ''],
  ])('names %s that was changed', (_, from, to, part, at) => {
    expect(examine(changed(from, to)).faults).toContainEqual({ part, at });
  });

  test.each([
    ['no UTF-8', Buffer.from([0xff]), 'utf8'],
    ['no JSON', Buffer.from('{'), 'json'],
    ['another document', Buffer.from('[]'), 'format'],
    ['nothing but the mark', Buffer.from('{"format":"gigacity-snapshot/1"}'), 'format'],
  ])('of %s says so', (_, bytes, part) => {
    expect(examine(bytes).faults).toEqual([{ part, at: '' }]);
  });
});

describe('a changed byte', () => {
  const key = testKey();
  const own = fromKeyObject(key);
  if (own === undefined) throw new Error('no Ed25519 key');
  const signatures = signBytes(sealed.bytes, key, 'a comment');
  const all = [signatures.ed25519, signatures.minisign, signatures.jws];

  test('anywhere spoils every signature, and the examination names a part or finds another id', () => {
    fc.assert(
      fc.property(fc.nat(sealed.bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = Buffer.from(sealed.bytes);
        bytes[at] = (bytes[at] ?? 0) ^ by;
        for (const one of all) expect(checkSignature(bytes, Buffer.from(one), own).kind).toBe('invalid');
        const { faults, snapshot } = examine(bytes);
        expect(faults.length > 0 || snapshot?.id !== sealed.id).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('in a signature spoils it, save in the comment that nobody signs', () => {
    const free = signatures.minisign.indexOf('\n');
    for (const one of all) {
      for (let at = one === signatures.minisign ? free + 1 : 0; at < one.trimEnd().length; at += 1) {
        const other = `${one.slice(0, at)}${String.fromCharCode(one.charCodeAt(at) ^ 1)}${one.slice(at + 1)}`;
        expect(checkSignature(sealed.bytes, Buffer.from(other), own).kind).toBe('invalid');
      }
    }
  });

  test('by another key is told from changed bytes', () => {
    const other = fromKeyObject(testKey('4c'.repeat(32)));
    if (other === undefined) throw new Error('no Ed25519 key');
    for (const form of ['minisign', 'jws'] as const)
      expect(checkSignature(sealed.bytes, Buffer.from(signatures[form]), other)).toEqual({
        kind: 'invalid',
        why: 'key',
      });
  });

  test('leaves no doubt about the intact ones, the raw one without this program too', () => {
    expect(checkSignature(sealed.bytes, Buffer.from(signatures.minisign), own)).toEqual({
      ...{ kind: 'valid', form: 'minisign', comment: 'a comment' },
    });
    expect(checkSignature(sealed.bytes, Buffer.from(signatures.jws), own).kind).toBe('valid');
    expect(checkSignature(sealed.bytes, Buffer.from(signatures.ed25519), own).kind).toBe('valid');
    expect(verify(null, sealed.bytes, own.key, Buffer.from(signatures.ed25519, 'base64'))).toBe(true);
  });
});

describe('the difference of two snapshots', () => {
  const before = smallContent();

  test('of the same content is nothing', () => {
    expect(differ(before, smallContent())).toEqual({ values: [], verdicts: [], definitions: [], sources: [] });
  });

  test('is put down to data where other messages came', () => {
    const after = smallContent({
      ports: [12_000, 27_000],
      lineage: { last_offset: '27999', content: 'cd'.repeat(16) },
    });
    const { values, verdicts, sources } = differ(before, after);
    expect(values[0]).toMatchObject({ before: { exact: '1/3' }, after: { exact: '4/9' }, causes: ['data'] });
    expect(verdicts[0]).toMatchObject({ before: { verdict: 'on_track' }, after: { verdict: 'met' }, causes: ['data'] });
    expect(sources[0]).toMatchObject({ before: { last_offset: '26999' }, after: { last_offset: '27999' } });
  });

  test('is put down to the target where the document was read anew', () => {
    const catalogue = smallCatalogue();
    const plan = catalogue.plans.get(PLAN);
    if (plan === undefined) throw new Error('no plan');
    const targets = plan.targets.map((one) => (one.id === 'pon10g-ports' ? { ...one, value: '8000' } : one));
    const plans = new Map([[PLAN, { ...plan, targets }]]);
    const found = differ(before, smallContent({ catalogue: { ...catalogue, plans } }));
    expect(found.values).toEqual([]);
    expect(found.verdicts.map(({ causes, after }) => [after?.verdict, causes])).toEqual([['met', ['target']]]);
    expect(found.definitions.map(({ name }) => name)).toEqual([`plan ${PLAN}`]);
  });

  test('is put down to the definition where that changed, and to the time where the day did', () => {
    const catalogue = smallCatalogue();
    const indicators = new Map([...catalogue.indicators].map(([id, one]) => [id, { ...one, version: 2 }]));
    const { values } = differ(before, smallContent({ catalogue: { ...catalogue, indicators }, asOf: '2023-08-31' }));
    expect(values.map(({ causes }) => causes)).toEqual([
      ['time', 'definition'],
      ['time', 'definition'],
    ]);
  });

  test('without a cause says so', () => {
    const { values } = differ(before, smallContent({ ports: [9_001, 27_000] }));
    expect(values[0]?.causes).toEqual(['unknown']);
  });
});
