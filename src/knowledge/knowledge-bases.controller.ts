import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Req } from '@nestjs/common';
import { ApiFailedDependencyResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { BaseNotFoundError } from './bases/bases.errors.js';
import { BasesService } from './bases/bases.service.js';
import { CreateBaseDto, RetrieveDto, UpdateBaseDto } from './dto/base-request.dto.js';
import {
  CreatedBaseDto,
  KnowledgeBaseDto,
  KnowledgeBaseListDto,
  NothingDto,
  OneKnowledgeBaseDto,
} from './dto/base.dto.js';
import { RetrievedChunkDto, RetrievedDto } from './dto/result.dto.js';
import { Questions } from './questions.service.js';

/** No base has an id of another form. */
export const BaseId = () =>
  Param('uuid', new ParseUUIDPipe({ exceptionFactory: () => new BaseNotFoundError('of that form') }));

/** A tenant's knowledge bases. */
@ApiTags('LangBot knowledge')
@Controller('api/v1/knowledge/bases')
@Auth({ scope: 'resources:write' })
export class KnowledgeBasesController {
  constructor(
    private readonly bases: BasesService,
    private readonly questions: Questions,
  ) {}

  /** All knowledge bases, the oldest first. */
  @Get()
  @Auth({ scope: 'resources:read' })
  async list(@CurrentPrincipal() { tenantId }: Principal): Promise<KnowledgeBaseListDto> {
    const bases = await this.bases.list(tenantId);
    return { bases: bases.map((base) => KnowledgeBaseDto.from(base)) };
  }

  /** Makes a knowledge base, without files. */
  @Post()
  @HttpCode(200)
  async create(@CurrentPrincipal() caller: Principal, @Body() input: CreateBaseDto): Promise<CreatedBaseDto> {
    return { uuid: await this.bases.create(caller, input.toNewBase()) };
  }

  /** One knowledge base. */
  @Get(':uuid')
  @Auth({ scope: 'resources:read' })
  async get(@CurrentPrincipal() { tenantId }: Principal, @BaseId() uuid: string): Promise<OneKnowledgeBaseDto> {
    return { base: KnowledgeBaseDto.from(await this.bases.get(tenantId, uuid)) };
  }

  /** Changes a knowledge base; what the body leaves out stays. Another model embeds all its files anew. */
  @Put(':uuid')
  async update(
    @CurrentPrincipal() caller: Principal,
    @BaseId() uuid: string,
    @Body() input: UpdateBaseDto,
  ): Promise<NothingDto> {
    await this.bases.update(caller, uuid, input.toChange());
    return {};
  }

  /** Removes a knowledge base with its files. */
  @Delete(':uuid')
  async delete(@CurrentPrincipal() caller: Principal, @BaseId() uuid: string): Promise<NothingDto> {
    await this.bases.delete(caller, uuid);
    return {};
  }

  /** What the base holds on a question, the best first. It needs the scope `inference`, since models are called for it. */
  @Post(':uuid/retrieve')
  @HttpCode(200)
  @Auth({ scope: 'inference' })
  @ApiFailedDependencyResponse({ description: 'A model refused; `msg` holds its own words' })
  async retrieve(
    @CurrentPrincipal() caller: Principal,
    @BaseId() uuid: string,
    @Body() input: RetrieveDto,
    @Req() { raw }: FastifyRequest,
  ): Promise<RetrievedDto> {
    const question = { text: input.query, topK: input.top_k ?? input.retrieval_settings?.top_k ?? null };
    const chunks = await this.questions.ask(
      caller,
      uuid,
      { ...question, rerankModel: input.rerank_model ?? null },
      raw,
    );
    return { results: chunks.map((chunk) => RetrievedChunkDto.from(chunk)) };
  }
}
