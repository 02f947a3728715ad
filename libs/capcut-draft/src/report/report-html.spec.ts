import { reportHtml } from './report-html';

const row = { segment: 's1', construct: 'effect', grade: 'skipped', note: 'nothing resembles it' } as const;
const counts = { exact: 3, near: 0, approximate: 0, skipped: 1 };

it('shows grade, construct, note, segment, picture and moment of a row', () => {
  const page = reportHtml(counts, [{ row, seconds: 65.5, picture: 'data:image/jpeg;base64,AA' }]);
  expect(page).toContain(
    '<tr class="skipped"><td><b>skipped</b></td><td>effect</td><td>nothing resembles it<code>s1</code></td>' +
      '<td><img alt="" src="data:image/jpeg;base64,AA"><time>1:05.50</time></td></tr>',
  );
});

it('leaves out what a row does not have', () => {
  const page = reportHtml(counts, [{ row: { ...row, segment: '' } }]);
  expect(page).toContain('<td>nothing resembles it</td><td></td></tr>');
});

it('says how often each grade was given and what it means', () => {
  expect(reportHtml(counts, [])).toMatch(
    /<b>3 exact<\/b><small>\w[^<]+<\/small>[^]*<b>1 skipped<\/b><small>/,
  );
});

it('takes nothing of a draft for markup', () => {
  const page = reportHtml(counts, [{ row: { ...row, note: `<img src=x onerror="a('b')">&amp;` } }]);
  expect(page).toContain('&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;amp;');
});

it('fits narrow screens and dark rooms, and refers to nothing outside', () => {
  const page = reportHtml(counts, [{ row }]);
  expect(page).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
  expect(page).toMatch(/@media\(prefers-color-scheme:dark\)[^]*@media\(max-width:40rem\)/);
  expect(page).not.toMatch(/https?:|url\(|<script|<link/);
});
