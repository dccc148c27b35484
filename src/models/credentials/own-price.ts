import { BadInputError, type FieldProblem } from '../../kernel/app-error.js';
import type { ModelType } from '../../kernel/model-type.js';
import type { ModelPrice } from '../../providers/prices/price-table.js';

/** They are paid for the tokens of the prompt and those of the answer; others for either, or for something else. */
const ANSWERING_IN_TOKENS: readonly ModelType[] = ['chat', 'image2text'];
const BOTH = ['input', 'output'] as const;

/** Half a price would make the cost of every request unknown. @throws BadInputError */
export function demandWholePrice(type: ModelType, { usdPerMillion }: ModelPrice): void {
  if (!ANSWERING_IN_TOKENS.includes(type)) return;
  const problems = BOTH.filter((unit) => usdPerMillion[unit] === undefined).map(missing);
  if (problems[0]) throw new BadInputError(problems[0].message, { problems });
}

function missing(unit: (typeof BOTH)[number]): FieldProblem {
  const field = `price.${unit}`;
  return { field, rule: 'required', message: `${field} is required where a model answers in tokens; "0" means free` };
}
