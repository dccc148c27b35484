import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NotFoundError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { NothingDto } from './dto/base.dto.js';
import { AddFileDto, ImportBegunDto, KnowledgeFileDto, KnowledgeFileListDto } from './dto/file.dto.js';
import { KnowledgeFilesService } from './import/knowledge-files.service.js';
import { BaseId } from './knowledge-bases.controller.js';

/** The files of a knowledge base. */
@ApiTags('LangBot knowledge')
@Controller('api/v1/knowledge/bases/:uuid/files')
@Auth({ scope: 'resources:write' })
export class KnowledgeFilesController {
  constructor(private readonly files: KnowledgeFilesService) {}

  /** All files of a base, the oldest first. */
  @Get()
  @Auth({ scope: 'resources:read' })
  async list(@CurrentPrincipal() { tenantId }: Principal, @BaseId() uuid: string): Promise<KnowledgeFileListDto> {
    const files = await this.files.list(tenantId, uuid);
    return { files: files.map((file) => KnowledgeFileDto.from(file)) };
  }

  /**
   * Imports an uploaded document: txt, md, html, csv, pdf, docx, or a zip archive of such. It goes on after the answer.
   */
  @Post()
  @HttpCode(200)
  async add(
    @CurrentPrincipal() caller: Principal,
    @BaseId() uuid: string,
    @Body() input: AddFileDto,
  ): Promise<ImportBegunDto> {
    return { task_id: await this.files.add(caller, uuid, input.file_id) };
  }

  /** Removes a file with all that was made of it; an import that goes on ends. */
  @Delete(':file_uuid')
  async delete(
    @CurrentPrincipal() caller: Principal,
    @BaseId() uuid: string,
    @Param('file_uuid', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundError('File of that form not found') }))
    fileId: string,
  ): Promise<NothingDto> {
    await this.files.delete(caller, uuid, fileId);
    return {};
  }
}
