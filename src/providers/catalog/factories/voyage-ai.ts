import type { FactoryRow } from '../factory-row.js';
import { embedding, rerank } from '../model-rows.js';

export const voyageAi: FactoryRow = {
  name: 'Voyage AI',
  tags: 'TEXT EMBEDDING, TEXT RE-RANK',
  serves: ['embedding', 'rerank'],
  baseUrl: 'https://api.voyageai.com/v1',
  dialect: 'voyage',
  openAi: {
    embeddingPurpose: { field: 'input_type', query: 'query', document: 'document' },
    dimensions: 'output_dimension',
    rerankTop: 'top_k',
  },
  probeModels: { embedding: ['voyage-4-lite', 'voyage-3.5-lite'], rerank: ['rerank-2.5-lite'] },
  models: [
    ...embedding({
      'voyage-4-lite': 32_000,
      'voyage-4': 32_000,
      'voyage-4-large': 32_000,
      'voyage-code-4': 32_000,
      'voyage-multimodal-3.5': 32_000,
      'voyage-3-large': 32_000,
      'voyage-3.5': 32_000,
      'voyage-3.5-lite': 32_000,
      'voyage-code-3': 32_000,
      'voyage-multimodal-3': 32_000,
      'voyage-large-2-instruct': 16_000,
      'voyage-finance-2': 32_000,
      'voyage-multilingual-2': 32_000,
      'voyage-law-2': 16_000,
      'voyage-code-2': 16_000,
      'voyage-large-2': 16_000,
      'voyage-2': 4000,
      'voyage-3': 32_000,
      'voyage-3-lite': 32_000,
    }),
    ...rerank({
      'rerank-2.5-lite': 32_000,
      'rerank-2.5': 32_000,
      'rerank-3-lite': 32_000,
      'rerank-3': 32_000,
      'rerank-1': 8000,
      'rerank-lite-1': 4000,
      'rerank-2': 16_000,
      'rerank-2-lite': 8000,
    }),
  ],
};
