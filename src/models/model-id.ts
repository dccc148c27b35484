/** A model as a client names it. */
export interface ModelId {
  name: string;
  /** Null: in whichever factory it is found. */
  factory: string | null;
}

/** RAGFlow stores the names of these factories' models with a suffix; we store them bare and take both. */
const SUFFIXES: Readonly<Record<string, string>> = {
  LocalAI: '___LocalAI',
  HuggingFace: '___HuggingFace',
  'OpenAI-API-Compatible': '___OpenAI-API',
  VLLM: '___VLLM',
};

/**
 * Splits `name` or `name@Factory` by RAGFlow's rule: with several `@` the last part is the factory; with one, only if
 * it is a factory's name, since names may hold an `@` themselves.
 */
export function parseModelId(id: string, isFactory: (name: string) => boolean): ModelId {
  const at = id.lastIndexOf('@');
  if (at === -1) return { name: id, factory: null };
  const factory = id.slice(at + 1);
  const hasSeveral = id.indexOf('@') !== at;
  return hasSeveral || isFactory(factory) ? { name: id.slice(0, at), factory } : { name: id, factory: null };
}

/** The name that is stored and sent, without the suffix that RAGFlow appends for some factories. */
export function bareName(name: string, factory: string): string {
  const suffix = Object.hasOwn(SUFFIXES, factory) ? (SUFFIXES[factory] ?? '') : '';
  return suffix !== '' && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}
