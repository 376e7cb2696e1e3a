import { expect, test } from 'vitest';
import { html } from '../../../api/page/html.ts';

test('whatever is put into markup is escaped, unless it is markup itself', () => {
  const name = `<script>alert("1")</script>'&`;
  const inner = html`<b title="${name}">${name}</b>`;
  const escaped = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;';
  expect(html`<p>${[inner, null, undefined, 0]}</p>`.text).toBe(`<p><b title="${escaped}">${escaped}</b>0</p>`);
});
