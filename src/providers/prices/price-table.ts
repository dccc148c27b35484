import { readFileSync } from 'node:fs';
import type { ModelType } from '../../kernel/model-type.js';

/** What a provider counts. `second` is of audio sent, `character` of text to speak, `query` one search to rerank. */
export type PriceUnit =
  | 'input'
  | 'output'
  | 'cacheRead'
  | 'cacheWrite'
  | 'reasoning'
  | 'audioInput'
  | 'audioOutput'
  | 'second'
  | 'character'
  | 'query';

/** US dollars per million of each unit, as exact decimal text; tokens unless the unit says otherwise. */
export type UnitPrices = Readonly<Partial<Record<PriceUnit, string>>>;

export interface ModelPrice {
  usdPerMillion: UnitPrices;
  /** What a prompt of more than `above` tokens costs instead; null when length does not matter. */
  longPrompt: { above: number; usdPerMillion: UnitPrices } | null;
}

/** What is publicly known of a model. */
export interface ModelFacts {
  type: ModelType;
  /** Tokens that fit into the prompt; null when nobody says. */
  contextLength: number | null;
  maxOutputTokens: number | null;
  /** `tools`, `vision`, `reasoning`, `json_schema`. */
  abilities: readonly string[];
  price: ModelPrice | null;
  /** The day (YYYY-MM-DD) on which the vendor ends it; null when none is known. */
  endsOn: string | null;
}

interface Row {
  type: ModelType;
  context?: number;
  output?: number;
  abilities?: readonly string[];
  usd?: UnitPrices;
  tier?: UnitPrices & { above: number };
  ends?: string;
}

interface PriceFile {
  version: string;
  factories: Readonly<Record<string, Readonly<Record<string, Row>>>>;
}

/** The vendored table of models and prices (see NOTICE.md): adds to what is known of a model, never decides what exists. */
export class PriceTable {
  private constructor(private readonly file: PriceFile) {}

  static vendored(): PriceTable {
    const text = readFileSync(new URL('./price-table.json', import.meta.url), 'utf8');
    return new PriceTable(JSON.parse(text) as PriceFile);
  }

  /** A table of these factories alone. */
  static of(factories: PriceFile['factories']): PriceTable {
    return new PriceTable({ version: 'none', factories });
  }

  /** The version of the table it was derived from. */
  get version(): string {
    return this.file.version;
  }

  /** By the exact name; null when the table does not have it. */
  find(factory: string, model: string): ModelFacts | null {
    const rows = own(this.file.factories, factory);
    const row = rows === undefined ? undefined : own(rows, model);
    return row === undefined ? null : factsOf(row);
  }
}

function factsOf({ type, context, output, abilities, usd, tier, ends }: Row): ModelFacts {
  return {
    type,
    contextLength: context ?? null,
    maxOutputTokens: output ?? null,
    abilities: abilities ?? [],
    price:
      usd === undefined ? null : { usdPerMillion: usd, longPrompt: tier === undefined ? null : longPromptOf(tier) },
    endsOn: ends ?? null,
  };
}

function longPromptOf({ above, ...usdPerMillion }: UnitPrices & { above: number }): ModelPrice['longPrompt'] {
  return { above, usdPerMillion };
}

/** User-given names go through here: one like `constructor` is nobody's. */
function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
