/** In both languages of LangBot's console. */
export interface Words {
  en_US: string;
  zh_Hans: string;
}

export const words = (english: string, chinese: string): Words => ({ en_US: english, zh_Hans: chinese });

/** LangBot's names for what its console draws. */
export type SettingType =
  | 'integer'
  | 'float'
  | 'boolean'
  | 'string'
  | 'text'
  | 'select'
  | 'array[string]'
  | 'model-fallback-selector'
  | 'rerank-model-selector'
  | 'knowledge-base-multi-selector'
  | 'prompt-editor';

export interface SettingOption {
  name: string;
  label: Words;
}

/** One setting of a pipeline: how it is shown, what it may be, and whether we act on it. */
export interface Setting {
  name: string;
  label: Words;
  description?: Words;
  type: SettingType;
  default: unknown;
  /** False: it is stored for LangBot's clients, and changes nothing here. */
  isSupported: boolean;
  options?: readonly SettingOption[];
  /** Of numbers. */
  min?: number;
  max?: number;
}

/** Settings that stand together: `config.<group>.<stage>`. */
export interface SettingStage {
  name: string;
  label: Words;
  settings: readonly Setting[];
}

export interface SettingGroup {
  name: string;
  label: Words;
  stages: readonly SettingStage[];
}
