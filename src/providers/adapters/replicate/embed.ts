import type { EmbeddingAnswer, EmbeddingRequest } from '../../calls/other-calls.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf, isVector } from '../answer-shape.js';
import type { ModelDescription } from './model.js';
import type { Predictions } from './predictions.js';

/** What the models call a list of texts, often a list written as JSON; and what they call one text. */
const LISTS = ['texts', 'text_batch', 'inputs'];
const SINGLES = ['text', 'input', 'prompt'];

export async function embed(
  predictions: Predictions,
  target: ProviderTarget,
  request: EmbeddingRequest,
  options: CallOptions,
): Promise<EmbeddingAnswer> {
  const model = await predictions.describe(target, request.model, options);
  const vectors: number[][] = [];
  for (const { input, size } of inputsOf(model, request.inputs)) {
    const { output } = await predictions.run(target, model.version, input, options);
    const found = vectorsOf(output);
    if (found.length !== size) throw badAnswer(target, 'The output has no embedding', { output });
    vectors.push(...found);
  }
  return { vectors, usage: null };
}

/** One input with all texts, or one for each. */
function inputsOf({ inputs }: ModelDescription, texts: readonly string[]): { input: object; size: number }[] {
  const known = (names: readonly string[]): string | undefined => names.find((name) => Object.hasOwn(inputs, name));
  const [list, single] = [known(LISTS), known(SINGLES)];
  if (list === undefined && single !== undefined) return texts.map((text) => ({ input: { [single]: text }, size: 1 }));
  const name = list ?? 'texts';
  const isArray = fieldsOf(inputs[name])['type'] === 'array';
  return [{ input: { [name]: isArray ? texts : JSON.stringify(texts) }, size: texts.length }];
}

/** A list of vectors, or of objects that hold one each, or a vector alone; some put the list in an object. */
function vectorsOf(output: unknown): number[][] {
  if (isVector(output)) return [output];
  const list = Array.isArray(output) ? entriesOf(output) : entriesOf(fieldsOf(output)['embeddings']);
  return list.map((entry) => (isVector(entry) ? entry : fieldsOf(entry)['embedding'])).filter(isVector);
}
