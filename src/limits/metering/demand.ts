/** What a request of one model may use, as far as it can be told beforehand. */
export interface Demand {
  /** `name@Factory` of the model. */
  model: string;
  tokens: Foreseen;
  /** In millionths of a US dollar; null when the price is not known. */
  money: Foreseen | null;
}

export interface Foreseen {
  /** What a request like it uses. */
  expected: number;
  /** What it can't exceed. */
  most: number;
}

/** As much as the dearest of them takes. Unknown is dearer than anything. */
export function dearest(demands: readonly Demand[]): Demand | undefined {
  const [first, ...others] = demands;
  if (first === undefined || others.length === 0) return first;
  return others.reduce(
    (sum, { tokens, money }) => ({
      model: sum.model,
      tokens: larger(sum.tokens, tokens),
      money: sum.money === null || money === null ? null : larger(sum.money, money),
    }),
    first,
  );
}

function larger(one: Foreseen, other: Foreseen): Foreseen {
  return { expected: Math.max(one.expected, other.expected), most: Math.max(one.most, other.most) };
}
