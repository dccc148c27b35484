import type { FactoryRow } from '../factory-row.js';
import { embedding, rerank } from '../model-rows.js';

export const jina: FactoryRow = {
  name: 'Jina',
  tags: 'TEXT EMBEDDING, TEXT RE-RANK',
  serves: ['embedding', 'rerank'],
  baseUrl: 'https://api.jina.ai/v1',
  // Tasks came with v3 ("Jina Embeddings" of qdrant.tech/documentation, milvus.io/docs/embed-with-jina.md).
  openAi: {
    embeddingPurpose: {
      field: 'task',
      query: 'retrieval.query',
      document: 'retrieval.passage',
      models: '^jina-embeddings-v[3-9]',
    },
  },
  probeModels: {
    embedding: ['jina-embeddings-v3'],
    rerank: ['jina-reranker-v2-base-multilingual', 'jina-reranker-m0'],
  },
  models: [
    ...embedding({
      'jina-embeddings-v4': 32_768,
      'jina-clip-v2': 8192,
      'jina-embeddings-v2-base-en': 8196,
      'jina-embeddings-v2-base-de': 8196,
      'jina-embeddings-v2-base-es': 8196,
      'jina-embeddings-v2-base-code': 8196,
      'jina-embeddings-v2-base-zh': 8196,
      'jina-embeddings-v3': 8196,
    }),
    ...rerank({
      'jina-reranker-v3.5': 131_072,
      'jina-reranker-m0': 10_240,
      'jina-reranker-v3': 131_072,
      'jina-reranker-v1-base-en': 8196,
      'jina-reranker-v1-turbo-en': 8196,
      'jina-reranker-v1-tiny-en': 8196,
      'jina-colbert-v1-en': 8196,
      'jina-reranker-v2-base-multilingual': 8196,
    }),
  ],
};
