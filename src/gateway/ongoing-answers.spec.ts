import type { ClientExchange } from './exchange.js';
import { OngoingAnswers } from './ongoing-answers.js';
import { PROTOCOLS } from './protocols.js';

const exchanges = ['a', 'b', 'c', 'd'].map((id) => ({ id }) as ClientExchange);

let ongoing: OngoingAnswers;

beforeEach(() => {
  ongoing = new OngoingAnswers();
});

const idsOf = (): string[] => ongoing.all().map(({ exchange }) => exchange.id);

describe('what is being answered', () => {
  it.each([
    ['the first', [0], ['b', 'c', 'd']],
    ['the last', [3], ['a', 'b', 'c']],
    ['two', [1, 3], ['a', 'c']],
    ['the one that was moved', [0, 3], ['b', 'c']],
    ['all', [2, 0, 3, 1], []],
  ])('is everything but what has ended: %s', (_, ended, left) => {
    const answers = exchanges.map((exchange) => ongoing.begin(exchange, PROTOCOLS.openai));
    for (const at of ended) ongoing.end(answers[at]!);
    expect(idsOf().sort()).toEqual(left);
  });

  it('may end while it is gone through', () => {
    for (const exchange of exchanges) ongoing.begin(exchange, PROTOCOLS.openai);
    const seen = ongoing.all().map((answer) => {
      ongoing.end(answer);
      return answer.exchange.id;
    });
    expect(seen).toEqual(['a', 'b', 'c', 'd']);
    expect(idsOf()).toEqual([]);
  });
});
