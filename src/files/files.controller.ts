import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiTags, type ApiBodyOptions } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { Plain } from '../http/response-message.decorator.js';
import { UploadedDocumentDto, UploadedImageDto } from './dto/file.dto.js';
import { FilesService } from './files.service.js';
import { readUploadedFile } from './uploaded-file.js';

const FORM: ApiBodyOptions = {
  schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
};

const DOCUMENT_WORDS = {
  missing: 'No file provided in request',
  tooLarge: 'File size exceeds 10MB limit. Please split large files into smaller parts.',
};

const IMAGE_WORDS = { missing: 'No image file provided', tooLarge: 'Image size exceeds 10MB limit.' };

/** Files that other parts refer to. */
@ApiTags('LangBot files')
@Controller('api/v1/files')
@Auth({ scope: 'resources:write' })
export class FilesController {
  constructor(private readonly files: FilesService) {}

  /** Uploads a document of at most 10 MiB. It is forgotten after a day unless a knowledge base imports it. */
  @Post('documents')
  @HttpCode(200)
  @ApiConsumes('multipart/form-data')
  @ApiBody(FORM)
  async uploadDocument(
    @CurrentPrincipal() { tenantId }: Principal,
    @Req() request: FastifyRequest,
  ): Promise<UploadedDocumentDto> {
    const file = await readUploadedFile(request.raw, DOCUMENT_WORDS);
    return { file_id: await this.files.storeDocument(tenantId, file) };
  }

  /** Uploads a picture (jpg, png, gif, webp) of at most 10 MiB. It is kept for 30 days after it was last looked at. */
  @Post('images')
  @HttpCode(200)
  @ApiConsumes('multipart/form-data')
  @ApiBody(FORM)
  async uploadImage(
    @CurrentPrincipal() { tenantId }: Principal,
    @Req() request: FastifyRequest,
  ): Promise<UploadedImageDto> {
    const file = await readUploadedFile(request.raw, IMAGE_WORDS);
    return { file_key: await this.files.storeImage(tenantId, file) };
  }

  /** A picture as it was uploaded. */
  @Get('image/:key')
  @Auth({ scope: 'resources:read' })
  @Plain()
  @ApiOkResponse({ content: { 'image/*': { schema: { type: 'string', format: 'binary' } } } })
  async image(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('key') key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { content, mediaType } = await this.files.image(tenantId, key);
    void reply.header('content-type', mediaType).header('x-content-type-options', 'nosniff');
    void reply.header('cache-control', 'private, max-age=3600');
    return content;
  }
}
