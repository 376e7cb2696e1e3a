import type { AlertGroup, GroupedAlert } from './payload.ts';

export type DigestLanguage = 'zh' | 'en';

/** A group of alerts as one message: what it is about, and a line or two for each alert, the worst first. */
export interface Digest {
  readonly title: string;
  readonly entries: readonly Entry[];
  /** Alerts that Alertmanager itself has left out. */
  readonly leftOut: number;
}

export interface Entry {
  readonly resolved: boolean;
  readonly summary: string;
  readonly description: string;
  readonly runbook: string;
}

const WORDS = {
  zh: { firing: '告警', resolved: '恢复', count: (n: number) => `${String(n)} 条` },
  en: { firing: 'alert', resolved: 'resolved', count: (n: number) => String(n) },
} as const;

const WEIGHT: Readonly<Record<string, number>> = { critical: 0, warning: 1, info: 2 };

export function toDigest(group: AlertGroup, language: DigestLanguage): Digest {
  const words = WORDS[language];
  const firing = group.alerts.filter(({ status }) => status === 'firing');
  const resolved = group.alerts.filter(({ status }) => status === 'resolved');
  const counts = [
    ...(firing.length > 0 ? [`${words.firing} ${words.count(firing.length)}`] : []),
    ...(resolved.length > 0 ? [`${words.resolved} ${words.count(resolved.length)}`] : []),
  ];
  const what = group.groupLabels['alertname'] ?? group.commonLabels['alertname'] ?? 'gigacity';
  return {
    title: `【${counts.join(language === 'zh' ? '，' : ', ')}】${what}`,
    entries: [...sorted(firing), ...sorted(resolved)].map((alert) => toEntry(alert, language)),
    leftOut: group.truncatedAlerts,
  };
}

function sorted(alerts: readonly GroupedAlert[]): readonly GroupedAlert[] {
  const weight = ({ labels }: GroupedAlert): number => WEIGHT[labels['severity'] ?? ''] ?? 3;
  return [...alerts].sort((a, b) => weight(a) - weight(b));
}

function toEntry({ status, labels, annotations }: GroupedAlert, language: DigestLanguage): Entry {
  const text = (name: string): string =>
    (language === 'en' ? annotations[`${name}_en`] : undefined) ?? annotations[name] ?? '';
  const summary = text('summary');
  return {
    resolved: status === 'resolved',
    summary: summary === '' ? (labels['alertname'] ?? '') : summary,
    description: text('description'),
    runbook: annotations['runbook_url'] ?? '',
  };
}

/** As markdown of the little that every robot understands; of resolved alerts the summary alone. */
export function toMarkdown({ title, entries, leftOut }: Digest, language: DigestLanguage): string {
  const lines = entries.map(({ resolved, summary, description, runbook }) => {
    const head = `${resolved ? '✅' : '🔴'} **${summary}**`;
    if (resolved) return head;
    const link = /^https?:/.test(runbook) ? ` [${language === 'zh' ? '处置手册' : 'runbook'}](${runbook})` : '';
    return `${head}\n> ${description}${link}`;
  });
  const rest =
    leftOut === 0 ? [] : [language === 'zh' ? `……另有 ${String(leftOut)} 条` : `… and ${String(leftOut)} more`];
  return [`### ${title}`, ...lines, ...rest].join('\n\n');
}

/**
 * The digest with as many entries as `fits` lets pass; the others are counted. Where not even one fits, its description
 * goes, and its summary is cut.
 */
export function fitted(digest: Digest, fits: (digest: Digest) => boolean): Digest {
  const shortened = (kept: number): Digest => ({
    ...digest,
    entries: digest.entries.slice(0, kept),
    leftOut: digest.leftOut + digest.entries.length - kept,
  });
  // Halved rather than shortened one by one: a group may hold thousands.
  let [fitting, tooMany] = [0, digest.entries.length + 1];
  while (tooMany - fitting > 1) {
    const middle = Math.floor((fitting + tooMany) / 2);
    if (fits(shortened(middle))) fitting = middle;
    else tooMany = middle;
  }
  if (fitting > 0) return shortened(fitting);
  const [first] = digest.entries;
  if (first === undefined) return digest;
  const leftOut = digest.leftOut + digest.entries.length - 1;
  const characters = Array.from(first.summary);
  for (let length = characters.length; length > 0; length = Math.floor(length / 2)) {
    const summary = characters.slice(0, length).join('') + (length < characters.length ? '…' : '');
    const cut = { ...digest, entries: [{ ...first, summary, description: '' }], leftOut };
    if (fits(cut)) return cut;
  }
  return { title: Array.from(digest.title).slice(0, 100).join(''), entries: [], leftOut: leftOut + 1 };
}
