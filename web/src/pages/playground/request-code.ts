import type { CodeExample } from '../../ui/CodeExamples.js';
import { shellQuoted } from '../../ui/shell-quoted.js';

/** The request that the panel makes, for a terminal and for programs. */
export function requestCode(path: string, body: object): CodeExample[] {
  const url = `${location.origin}${path}`;
  const json = JSON.stringify(body, null, 2);
  return [
    {
      name: 'curl',
      text: `curl ${url} \\\n  -H "Authorization: Bearer YOUR_API_KEY" \\\n  -H "Content-Type: application/json" \\\n  -d ${shellQuoted(json)}`,
    },
    {
      name: 'Python',
      text: `import json, urllib.request

request = urllib.request.Request(
    "${url}",
    data=json.dumps(json.loads(r"""${json.replaceAll('"""', String.raw`\"\"\"`)}""")).encode(),
    headers={"Authorization": "Bearer YOUR_API_KEY", "Content-Type": "application/json"},
)
print(urllib.request.urlopen(request).read().decode())`,
    },
    {
      name: 'TypeScript',
      text: `const response = await fetch('${url}', {
  method: 'POST',
  headers: { Authorization: 'Bearer YOUR_API_KEY', 'Content-Type': 'application/json' },
  body: JSON.stringify(${json.replaceAll('\n', '\n  ')}),
});
console.log(await response.text());`,
    },
  ];
}
