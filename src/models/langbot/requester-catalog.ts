import { Injectable } from '@nestjs/common';
import { BadInputError } from '../../kernel/app-error.js';
import type { ModelType } from '../../kernel/model-type.js';
import { AdapterRegistry } from '../../providers/adapter-registry.js';
import { FactoryCatalog } from '../../providers/factory-catalog.js';
import type { Factory } from '../../providers/factory.js';
import { BUILTIN } from '../model-request-rules.js';
import { kindOfType, MODEL_KINDS, TYPE_OF_KIND, type ModelKind } from './model-kind.js';
import { REQUESTER_ROWS, type RequesterRow } from './requester-rows.js';

/** A kind of provider, with what a client must know to connect one. */
export interface Requester {
  name: string;
  label: string;
  /** Empty where the user has to say. */
  baseUrl: string;
  kinds: readonly ModelKind[];
}

/** Whom a requester and an address mean. */
export interface RequesterTarget {
  factory: Factory;
  /** As it is stored: empty for the factory's own address. */
  baseUrl: string;
}

const ANY_SERVER = 'OpenAI-API-Compatible';

/** LangBot's kinds of providers on our factories, both ways; factories that LangBot never had get a name like its own. */
@Injectable()
export class RequesterCatalog {
  private readonly rows: ReadonlyMap<string, RequesterRow>;

  constructor(
    private readonly factories: FactoryCatalog,
    private readonly adapters: AdapterRegistry,
  ) {
    const named = new Set(REQUESTER_ROWS.map(({ factory }) => factory).filter((factory) => factory !== ANY_SERVER));
    const others = factories
      .list()
      .filter(({ name, modelTypes }) => name !== BUILTIN && !named.has(name) && modelTypes.some(kindOfType))
      .map(({ name }) => ({ name: slugOf(name), label: name, factory: name }));
    this.rows = new Map([...REQUESTER_ROWS, ...others].map((row) => [row.name, row]));
  }

  list(): readonly Requester[] {
    return [...this.rows.values()].map((row) => this.describe(row));
  }

  find(name: string): Requester | null {
    const row = this.rows.get(name);
    return row ? this.describe(row) : null;
  }

  /** What a factory's models are shown under. */
  nameOf(factory: string): string {
    const own = (row: RequesterRow) => row.factory === factory && (factory !== ANY_SERVER || !row.baseUrl);
    return [...this.rows.values()].find(own)?.name ?? slugOf(factory);
  }

  /**
   * An unknown name with an address is served as any OpenAI-compatible server.
   * @param given address; empty for the requester's own
   * @throws BadInputError
   */
  resolve(name: string, given: string): RequesterTarget {
    const row = this.rows.get(name);
    const factory = this.factories.find(row?.factory ?? ANY_SERVER);
    if (!factory?.available) throw badField('requester', `requester ${name} is not available: ${factory?.unavailableReason}`); // prettier-ignore
    const baseUrl = given || (row?.baseUrl ?? '');
    if (baseUrl === '' && !row) {
      throw badField('requester', `requester ${name} is not known; with a base_url it is served as OpenAI-compatible`);
    }
    if (baseUrl === '' && factory.baseUrlRequired) throw badField('base_url', `base_url is required for ${name}`);
    return { factory, baseUrl };
  }

  /** Whether the provider's dialect has a call for models of that type at all. */
  canServe(factory: Factory, type: ModelType): boolean {
    const adapter = this.adapters.find(factory);
    if (type === 'embedding') return adapter?.embed !== undefined;
    if (type === 'rerank') return adapter?.rerank !== undefined;
    return adapter?.chat !== undefined;
  }

  private describe({ name, label, factory: factoryName, baseUrl }: RequesterRow): Requester {
    const factory = this.factories.find(factoryName);
    const kinds = MODEL_KINDS.filter((kind) => factory?.modelTypes.includes(TYPE_OF_KIND[kind]) ?? false);
    return { name, label, baseUrl: baseUrl ?? factory?.baseUrl ?? '', kinds };
  }
}

function slugOf(factory: string): string {
  return factory.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function badField(field: string, message: string): BadInputError {
  return BadInputError.inField(field, 'requester', message);
}
