/** A kind of provider as LangBot's clients name it. */
export interface RequesterRow {
  name: string;
  /** What people read. */
  label: string;
  /** The factory that serves it. */
  factory: string;
  /** Where it is unless said; the factory's own address when left out. */
  baseUrl?: string;
}

const ANY_SERVER = 'OpenAI-API-Compatible';

/**
 * The requesters of LangBot's manifests (`pkg/provider/modelmgr/requesters/*.yaml`, first to third generation). Of
 * several that one factory serves, its models are shown under the first.
 */
export const REQUESTER_ROWS: readonly RequesterRow[] = [
  { name: 'openai-chat-completions', label: 'OpenAI', factory: 'OpenAI' },
  { name: 'anthropic-messages', label: 'Anthropic', factory: 'Anthropic' },
  { name: 'gemini-chat-completions', label: 'Google Gemini', factory: 'Gemini' },
  { name: 'ollama-chat', label: 'Ollama', factory: 'Ollama', baseUrl: 'http://127.0.0.1:11434' },
  { name: 'lmstudio-chat-completions', label: 'LM Studio', factory: 'LM-Studio', baseUrl: 'http://127.0.0.1:1234/v1' },
  { name: 'deepseek-chat-completions', label: 'DeepSeek', factory: 'DeepSeek' },
  { name: 'moonshot-chat-completions', label: 'Moonshot', factory: 'Moonshot' },
  { name: 'openrouter-chat-completions', label: 'OpenRouter', factory: 'OpenRouter' },
  { name: 'xai-chat-completions', label: 'xAI', factory: 'xAI' },
  { name: 'zhipuai-chat-completions', label: 'ZhipuAI', factory: 'ZHIPU-AI' },
  { name: 'siliconflow-chat-completions', label: 'SiliconFlow', factory: 'SILICONFLOW' },
  { name: 'volcark-chat-completions', label: 'Volcengine Ark', factory: 'VolcEngine' },
  { name: 'bailian-chat-completions', label: 'Aliyun Bailian', factory: 'Tongyi-Qianwen' },
  {
    name: 'modelscope-chat-completions',
    label: 'ModelScope',
    factory: 'ModelScope',
    baseUrl: 'https://api-inference.modelscope.cn/v1',
  },
  { name: 'ppio-chat-completions', label: 'PPIO', factory: 'PPIO' },
  { name: '302-ai-chat-completions', label: '302.AI', factory: '302.AI' },
  { name: 'gitee-ai-chat-completions', label: 'Gitee AI', factory: 'GiteeAI' },
  { name: 'jiekouai-chat-completions', label: 'Jiekou.AI', factory: 'Jiekou.AI' },
  { name: 'tokenpony-chat-completions', label: 'TokenPony', factory: 'TokenPony' },
  { name: 'novita-chat-completions', label: 'Novita', factory: 'NovitaAI' },
  { name: 'groq-chat-completions', label: 'Groq', factory: 'Groq' },
  { name: 'mistral-chat-completions', label: 'Mistral AI', factory: 'Mistral' },
  { name: 'together-chat-completions', label: 'Together AI', factory: 'TogetherAI' },
  { name: 'minimax-chat-completions', label: 'MiniMax', factory: 'MiniMax' },
  { name: 'cohere-rerank', label: 'Cohere', factory: 'Cohere' },
  { name: 'jina-rerank', label: 'Jina', factory: 'Jina' },
  { name: 'voyageai-rerank', label: 'Voyage AI', factory: 'Voyage AI' },
  { name: 'new-api-chat-completions', label: 'New API', factory: ANY_SERVER, baseUrl: 'http://localhost:3000/v1' },
  {
    name: 'shengsuanyun-chat-completions',
    label: 'ShengSuanYun',
    factory: ANY_SERVER,
    baseUrl: 'https://router.shengsuanyun.com/api/v1',
  },
  {
    name: 'compshare-chat-completions',
    label: 'CompShare',
    factory: ANY_SERVER,
    baseUrl: 'https://api.modelverse.cn/v1',
  },
  { name: 'qhaigc-chat-completions', label: 'QH AI', factory: ANY_SERVER, baseUrl: 'https://api.qhaigc.net/v1' },
];
