import { chatBounds, demandOf } from './call-bounds.js';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';

const MESSAGES = [{ role: 'user', content: 'Hello' }];
const ROUTE = { fullName: 'm@OpenAI', maxOutputTokens: 4_000, contextLength: null, price: null } as ModelRoute;

const tokensOf = (fields: object) => demandOf(ROUTE, chatBounds({ messages: MESSAGES, ...fields }, 100)).tokens;
/** Of a hundred bytes, and what vendors add. */
const PROMPT = 612;

describe('what a chat may use', () => {
  it.each([
    ['nothing about its answer', {}, 4_000],
    ['how long it may be', { max_tokens: 10 }, 10],
    ['it in two ways, of which providers know one', { max_completion_tokens: 1, max_tokens: 900 }, 900],
    ['for several answers', { n: 3, max_tokens: 10 }, 30],
    ['for several of any length', { n: 3 }, 12_000],
  ])('is the most that a provider can answer to a request that says %s', (_, fields, most) => {
    expect(tokensOf(fields).most).toBe(PROMPT + most);
  });
});
