import type { SignatureCheck } from '../../indicators/snapshot/signature.ts';
import type { Fault } from '../../indicators/snapshot/check.ts';
import type { Cause } from '../../indicators/snapshot/diff.ts';
import type { Text } from '../terminal/language.ts';

/** What is wrong with a snapshot, as people read it. */
export function faultText({ part, at }: Fault): Text {
  const words = FAULTS[part];
  return at === '' ? words : { zh: `${words.zh}：${at}`, en: `${words.en}: ${at}` };
}

const FAULTS: Readonly<Record<Fault['part'], Text>> = {
  utf8: { zh: '文件不是 UTF-8 文本', en: 'the file is no UTF-8 text' },
  json: { zh: '文件不是完整的 JSON', en: 'the file is no complete JSON' },
  format: { zh: '文件不是快照，或其结构已被改动', en: 'the file is no snapshot, or its structure was changed' },
  canonical: {
    zh: '排版已改动：与规范 JSON（RFC 8785）不一致',
    en: 'its layout was changed: it is not canonical JSON (RFC 8785)',
  },
  digests: { zh: '条目数与校验清单不符', en: 'there are more or fewer entries than digests' },
  head: { zh: '抬头（时点、地区、版本等）已改动', en: 'its head was changed (times, place, versions)' },
  value: { zh: '指标值已改动', en: 'a value was changed' },
  verdict: { zh: '结论已改动', en: 'a verdict was changed' },
  completeness: { zh: '报送情况已改动', en: 'the completeness table was changed' },
  doubts: { zh: '存疑清单已改动', en: 'the doubts were changed' },
  challenges: { zh: '异议清单已改动', en: 'the challenges were changed' },
  definitions: { zh: '定义部分已改动', en: 'the definitions were changed' },
  definition: { zh: '定义与其哈希不符', en: 'a definition does not have its hash' },
  lineage: { zh: '来源已改动', en: 'the lineage was changed' },
  arithmetic: { zh: '数值与其分子分母不符', en: 'a number does not follow from its parts' },
};

export function signatureText(check: SignatureCheck): Text {
  if (check.kind === 'valid') {
    const { comment = '' } = check;
    const more = comment === '' ? '' : `: ${comment}`;
    return { zh: `签名有效（${check.form}）${more}`, en: `the signature is valid (${check.form})${more}` };
  }
  return SIGNATURE_FAULTS[check.why];
}

const SIGNATURE_FAULTS: Readonly<Record<Extract<SignatureCheck, { kind: 'invalid' }>['why'], Text>> = {
  form: { zh: '签名文件已损坏', en: 'the signature is damaged' },
  key: { zh: '签名出自另一把密钥', en: 'the signature was made by another key' },
  bytes: { zh: '签名与内容不符', en: 'the signature is not of these bytes' },
  comment: { zh: '签名的附注已改动', en: 'the comment of the signature was changed' },
};

export const CAUSE_WORDS: Readonly<Record<Cause, Text>> = {
  data: { zh: '数据', en: 'data' },
  definition: { zh: '定义', en: 'definition' },
  target: { zh: '目标', en: 'target' },
  time: { zh: '时点', en: 'time' },
  engine: { zh: '引擎版本', en: 'engine' },
  unknown: { zh: '不明', en: 'unknown' },
};
