const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]);

const LINKS: readonly [path: string, title: string, text: string][] = [
  ['/docs', 'API reference', 'every endpoint, to read and to try'],
  ['/openapi.json', 'OpenAPI document', 'for code generators'],
  ['/v1/models', 'Models', 'what can be generated, and with which limits (needs an API key)'],
  ['/health/ready', 'Health', 'store, queue, ffmpeg and providers'],
];

/** What a browser sees at `/`: where to go and a first request that runs as it stands. */
export function landingPage(address: string): string {
  const request = [
    `curl ${address}/v1/videos \\`,
    `  -H "Authorization: Bearer $ONEREEL_API_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '{"model": "sandbox", "seconds": "4", "prompt": "A calm sea"}'`,
  ].join('\n');
  const links = LINKS.map(([path, title, text]) => `<li><a href="${path}">${title}</a> — ${text}</li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>OneReel</title>
<style>
body { font: 16px/1.6 system-ui, sans-serif; max-width: 46rem; margin: 12vh auto; padding: 0 1.5rem; color: #1d2430; }
h1 { margin: 0; font-size: 2.2rem; letter-spacing: -0.02em; }
p { margin: 0.3rem 0 1.6rem; color: #566; }
pre { background: #10151d; color: #dfe7f1; padding: 1rem 1.2rem; border-radius: 10px; white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: #0b62c4; }
@media (prefers-color-scheme: dark) { :root { color-scheme: dark; } pre { background: #171e29; } body { background: #0c1016; color: #dfe7f1; } p { color: #9ab; } a { color: #6db3ff; } }
</style>
</head>
<body>
<h1>OneReel</h1>
<p>One API over every video model, and the edit after it.</p>
<ul>
${links.join('\n')}
</ul>
<p>A first video:</p>
<pre>${escapeHtml(request)}</pre>
</body>
</html>
`;
}
