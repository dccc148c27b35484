import type { CodeExample } from './CodeExamples.js';
import { shellQuoted } from './shell-quoted.js';

const TOKEN = 'YOUR_API_KEY';

/** The first call of a program, ready to be pasted: with this server's address, and with the key where it is known. */
export function clientExamples(model: string, token: string = TOKEN): CodeExample[] {
  const base = `${location.origin}/v1`;
  const name = JSON.stringify(model);
  return [
    {
      name: 'curl',
      text: `curl ${base}/chat/completions \\
  -H "Authorization: Bearer ${token}" \\
  -H "Content-Type: application/json" \\
  -d ${shellQuoted(JSON.stringify({ model, messages: [{ role: 'user', content: 'Say hello' }] }))}`,
    },
    {
      name: 'Python',
      text: `from openai import OpenAI

client = OpenAI(base_url="${base}", api_key="${token}")
answer = client.chat.completions.create(
    model=${name},
    messages=[{"role": "user", "content": "Say hello"}],
)
print(answer.choices[0].message.content)`,
    },
    {
      name: 'TypeScript',
      text: `import OpenAI from 'openai';

const client = new OpenAI({ baseURL: '${base}', apiKey: '${token}' });
const answer = await client.chat.completions.create({
  model: ${name},
  messages: [{ role: 'user', content: 'Say hello' }],
});
console.log(answer.choices[0].message.content);`,
    },
  ];
}
