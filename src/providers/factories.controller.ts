import { Controller, Get, Param, Query } from '@nestjs/common';
import { Auth } from '../http/auth.decorator.js';
import { NotFoundError } from '../kernel/app-error.js';
import { FactoryDetailDto } from './dto/factory-detail.dto.js';
import { FactoryQueryDto } from './dto/factory-query.dto.js';
import { FactoryDto } from './dto/factory.dto.js';
import { FactoryCatalog } from './factory-catalog.js';

/** The kinds of provider that can be connected, and what each needs. */
@Controller('api/v1/factories')
@Auth({ scope: 'models:read' })
export class FactoriesController {
  constructor(private readonly catalog: FactoryCatalog) {}

  /** All factories, in RAGFlow's order. */
  @Get()
  list(): FactoryDto[] {
    return this.catalog.list().map((factory) => FactoryDto.from(factory));
  }

  /** One factory, with the models that come with it; with `include_prices=true` also what they cost. */
  @Get(':name')
  get(@Param('name') name: string, @Query() { include_prices }: FactoryQueryDto): FactoryDetailDto {
    const factory = this.catalog.find(name);
    if (factory === undefined) throw new NotFoundError(`Factory ${name} not found`);
    return FactoryDetailDto.from(factory, include_prices === 'true');
  }
}
