import type { Factory } from '../factory.js';
import { CatalogModelDto } from './catalog-model.dto.js';
import { factoryFields, FactoryDto } from './factory.dto.js';

/** A factory with its models. */
export class FactoryDetailDto extends FactoryDto {
  /** The models that come with adding the whole factory, current ones first within a type. */
  models: CatalogModelDto[];

  static override from(factory: Factory, hasPrices = false): FactoryDetailDto {
    const models = factory.models.map((model) => CatalogModelDto.from(model, hasPrices));
    return Object.assign(new FactoryDetailDto(), factoryFields(factory), { models });
  }
}
