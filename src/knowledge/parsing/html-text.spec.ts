import { htmlText } from './html-text.js';

describe('htmlText', () => {
  it.each([
    ['<p>one</p><p>two</p>', 'one\n\ntwo'],
    ['a<b>b</b>c', 'abc'],
    ['<script>if (a < b) "</p>"</script>x', 'x'],
    ['x<style>p { color: red }', 'x'],
    ['<!-- <p>no</p> -->x', 'x'],
    ['<SCRIPT>no</SCRIPT>x', 'x'],
    ['fish &amp; chips &lt;b&gt; &#8364;5 &#x20AC;6 &eacute; &unknown;', 'fish & chips <b> €5 €6 é &unknown;'],
    ['&#0;&#xD800;&#99999999;x', '&#99999999;x'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['<p', ''],
    ['<p>İİİ</p><P>İstanbul</P>', 'İİİ\n\nİstanbul'],
    ['&constructor; &toString;', '&constructor; &toString;'],
    ['<title>t</title><head><meta></head>x', 't\nx'],
    ['<tr><td>a</td><td>b</td></tr>', 'a\tb'],
  ])('reads %s', (html, text) => {
    expect(htmlText(html).trim()).toBe(text);
  });
});
