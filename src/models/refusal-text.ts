import type { ModelType } from '../kernel/model-type.js';
import type { TypeResult } from '../providers/verification-report.js';
import type { ModelPlan } from './model-request.js';

/** RAGFlow's two surfaces say the same with other words in the middle. */
export type RefusalWording = 'models' | 'user-mode';

const ORDER: readonly (ModelType | null)[] = ['embedding', 'chat', 'rerank', 'image2text', 'tts', 'speech2text', null];

const BETWEEN: Readonly<Record<RefusalWording, string>> = { models: '.', 'user-mode': ' using this api key.' };

/** Why no model answered, in RAGFlow's form: one sentence a type, each on a line of its own but the rerank one. */
export function refusalText(plan: ModelPlan, results: readonly TypeResult[], wording: RefusalWording): string {
  return [...results]
    .sort((one, other) => ORDER.indexOf(one.type) - ORDER.indexOf(other.type))
    .map((result) => sentence(plan, result, wording))
    .join('');
}

function sentence({ factory, model }: ModelPlan, result: TypeResult, wording: RefusalWording): string {
  const isWhole = model === null;
  const name = result.model ?? '';
  const full = `${factory.name}/${name}`;
  if (!isWhole && isWithoutScores(result)) return `${factory.name} does not support this model(${full})`;
  const what = result.type === 'embedding' ? `embedding model(${isWhole ? name : full})` : `model(${full})`;
  const newline = result.type === 'rerank' ? '' : '\n';
  return `${newline}Fail to access ${what}${BETWEEN[wording]}${result.message}`;
}

/** The provider answered, but with something that is no rerank answer. */
function isWithoutScores({ type, cause, upstreamStatus }: TypeResult): boolean {
  return type === 'rerank' && cause === 'bad_answer' && upstreamStatus === 200;
}
