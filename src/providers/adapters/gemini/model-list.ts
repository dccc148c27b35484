import type { ModelType } from '../../../kernel/model-type.js';
import type { CallOptions, DiscoveredModel, ProviderTarget } from '../../provider-adapter.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { entriesOf, fieldsOf } from '../answer-shape.js';
import { guessModelType } from '../guess-model-type.js';
import { geminiKey, geminiRoot } from './gemini-endpoint.js';

/** ai.google.dev, "Models": at most 1000 on a page, which is far more than there are. */
export async function listModels(
  http: ProviderHttp,
  target: ProviderTarget,
  options: CallOptions,
): Promise<readonly DiscoveredModel[]> {
  const url = `${geminiRoot(target)}/models?pageSize=1000`;
  const headers = { 'x-goog-api-key': geminiKey(target) };
  const json = await http.sendJson(target, { method: 'GET', url, headers }, options);
  const { models } = fieldsOf(json);
  if (!Array.isArray(models)) throw badAnswer(target, 'The answer is not a list of models', json);
  return entriesOf(models)
    .map(fieldsOf)
    .flatMap(({ name, supportedGenerationMethods: methods }) =>
      typeof name === 'string' ? discovered(target, name.replace(/^models\//, ''), entriesOf(methods)) : [],
    );
}

/** What the catalog calls a model comes before what its name and its methods make one think. */
function discovered({ factory }: ProviderTarget, name: string, methods: readonly unknown[]): DiscoveredModel {
  const known = factory.models.find((model) => model.name === name)?.type;
  const type = known ?? typeOf(name, methods);
  return { name, type: type !== null && factory.modelTypes.includes(type) ? type : null };
}

function typeOf(name: string, methods: readonly unknown[]): ModelType | null {
  if (methods.includes('embedContent')) return 'embedding';
  return methods.includes('generateContent') ? guessModelType(name) : null;
}
