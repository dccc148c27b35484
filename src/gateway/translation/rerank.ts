import { withoutUndefined } from '../../providers/adapters/request-shape.js';
import type { RerankAnswer, RerankRequest } from '../../providers/calls/other-calls.js';
import type { TokenUsage } from '../../providers/calls/token-usage.js';
import { newAnswerId } from './completion-stamp.js';
import { demandFields, type FieldRules } from './field-rules.js';
import { openAiInputUsage } from './openai-usage.js';
import { RequestField } from './request-field.js';

/** What Jina's and Cohere's APIs have in common ("Rerank" of their API references). */
const RERANK_FIELDS: FieldRules = {
  model: 'read',
  query: 'read',
  documents: 'read',
  top_n: 'read',
  return_documents: 'read',
  user: 'ignored',
};

const DOCUMENT_FIELDS: FieldRules = { text: 'read' };

export function readRerankRequest(
  body: Readonly<Record<string, unknown>>,
  model: string,
): { request: RerankRequest; returnDocuments: boolean } {
  const fields = RequestField.body(body);
  demandFields(fields, RERANK_FIELDS);
  return {
    request: {
      model,
      query: fields.at('query').filledText(),
      documents: fields.at('documents').filledItems().map(readDocument),
      ...withoutUndefined({ topN: fields.at('top_n').optional((field) => field.positiveInteger()) }),
    },
    returnDocuments: fields.at('return_documents').optional((field) => field.boolean()) ?? false,
  };
}

/** The documents are shown where they are given: an answer tells them by index only. */
export function rerankResults(
  { results }: RerankAnswer,
  model: string,
  usage: TokenUsage,
  documents?: readonly string[],
): object {
  return {
    id: newAnswerId('rerank-'),
    object: 'list',
    model,
    results: results.map(({ index, score }) => ({
      index,
      relevance_score: score,
      ...(documents === undefined ? {} : { document: { text: documents[index] } }),
    })),
    usage: openAiInputUsage(usage),
  };
}

function readDocument(document: RequestField): string {
  if (document.isText) return document.text();
  if (!document.isObject) throw document.broken('must be a string or an object with a text');
  demandFields(document, DOCUMENT_FIELDS);
  return document.at('text').text();
}
