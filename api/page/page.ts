import type { CommittedEvaluation } from '../../indicators/committed.ts';
import { ICON } from '../icon.ts';
import type { Markup } from './html.ts';
import { both, html, Markup as Raw } from './html.ts';
import { legend } from './marks.ts';
import type { PlaceView } from './place.ts';
import { placeSection } from './place.ts';
import { STYLE } from './style.ts';

export interface PageView {
  readonly evaluation: CommittedEvaluation;
  readonly places: readonly PlaceView[];
  readonly asOf: string | undefined;
  readonly knownAt: string | undefined;
  /** When it was evaluated, in the zone of the first place. */
  readonly evaluatedAt: string;
}

const TITLE = { zh: '千兆城市指标与目标核验', en: 'gigabit city: indicators held against official targets' };

/** The whole page: one evaluation, readable without scripts and on paper. */
export function page(view: PageView): string {
  const { evaluation, places, asOf, knownAt, evaluatedAt } = view;
  const { catalogue } = evaluation;
  const isSimulated = places.some((place) => place.isSimulated);
  const body = html`<header>
      <h1>${TITLE.zh} <span class="en" lang="en">${TITLE.en}</span></h1>
      ${isSimulated ? html`<p class="demo banner">演示数据：模拟产生，不代表任何运营商或地区的实际情况。<span lang="en">Demo data: simulated, nobody's real figures.</span></p>` : null}
      <form method="get" action="/" class="ask">
        <label>${both({ zh: '业务时点', en: 'as of' })} <input type="date" name="as_of" value="${asOf ?? ''}" /></label>
        <label
          >${both({ zh: '所知时点', en: 'known at' })}
          <input type="date" name="known_at" value="${knownAt?.slice(0, 10) ?? ''}"
        /></label>
        <button>${both({ zh: '查看', en: 'show' })}</button>
      </form>
      <p class="times">
        ${both({ zh: '所知时点', en: 'known at' })}
        ${knownAt ?? html`${both({ zh: '全部已收数据', en: 'all that is known' })}`} ·
        ${both({ zh: '评估于', en: 'evaluated' })} ${evaluatedAt} · <code>${evaluation.id.slice(0, 12)}</code>
      </p>
      <nav>
        ${places.map(({ evaluation: { place } }) => html`<a href="#${place.profile.id}">${place.profile.name.zh}</a> `)}${LINKS.map(
          ([href, zh, en]) => html`<a href="${href}">${both({ zh, en })}</a> `,
        )}
      </nav>
    </header>
    <main>${legend()} ${places.map((place) => placeSection(catalogue, place))}</main>
    <footer>
      <p>
        ${both({
          zh: '比率由分子分母逐级汇总；结论按目标文件的用语与期限判定。',
          en: 'Ratios roll up from their parts; verdicts follow the words and dates of the documents.',
        })} <a href="/docs">API</a>
      </p>
    </footer>`;
  return document(body);
}

const LINKS = [
  ['/docs', '接口文档', 'API'],
  ['/v1/verdicts?format=xlsx', '全部结论 XLSX', 'all verdicts'],
  ['/v1/values?format=xlsx', '全部指标值 XLSX', 'all values'],
  ['/v1/snapshots', '快照', 'snapshots'],
  ['/v1/quality', '存疑数据', 'quality'],
] as const;

/** What stands where there is no evaluation yet: it asks again by itself. */
export function waitingPage(): string {
  return document(
    html`<header>
        <h1>${TITLE.zh} <span class="en" lang="en">${TITLE.en}</span></h1>
      </header>
      <main>
        <p>
          ${both({ zh: '首次评估尚未完成，本页会自动刷新。', en: 'The first evaluation has not ended yet; this page asks again by itself.' })}
        </p>
      </main>`,
    html`<meta http-equiv="refresh" content="5" />`,
  );
}

function document(body: Markup, head: Markup = html``): string {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${TITLE.zh} · gigacity</title>
        <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}" />
        <style>
          ${new Raw(STYLE)}
        </style>
        ${head}
      </head>
      <body>
        ${body}
      </body>
    </html>`.text;
}
