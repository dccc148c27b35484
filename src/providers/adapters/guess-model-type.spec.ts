import { guessModelType } from './guess-model-type.js';

describe('guessModelType', () => {
  it.each([
    ['gpt-4o-mini', 'chat'],
    ['meta-llama/Llama-3.3-70B-Instruct', 'chat'],
    ['qwen3:8b', 'chat'],
    ['text-embedding-3-small', 'embedding'],
    ['BAAI/bge-m3', 'embedding'],
    ['intfloat/multilingual-e5-large', 'embedding'],
    ['thenlper/gte-base', 'embedding'],
    ['sentence-transformers/all-MiniLM-L6-v2', 'embedding'],
    ['BAAI/bge-reranker-v2-m3', 'rerank'],
    ['jina-reranker-m0', 'rerank'],
    ['whisper-1', 'speech2text'],
    ['gpt-4o-transcribe', 'speech2text'],
    ['qwen3-asr-flash', 'speech2text'],
    ['tts-1', 'tts'],
    ['gpt-4o-mini-tts', 'tts'],
    ['hexgrad/Kokoro-82M', 'tts'],
    ['qwen2.5vl:7b', 'image2text'],
    ['Qwen/Qwen2.5-VL-7B-Instruct', 'image2text'],
    ['llava:13b', 'image2text'],
    ['meta/llama-3.2-11b-vision-instruct', 'image2text'],
    ['dall-e-3', null],
    ['gpt-image-1', null],
    ['omni-moderation-latest', null],
    ['sora-2', null],
  ])('takes %s for %s', (name, type) => {
    expect(guessModelType(name)).toBe(type);
  });
});
