import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { PageQueryDto } from '../http/dto/page-query.dto.js';
import { readPage } from '../http/keyset-page.js';
import type { VerificationReport } from '../providers/verification-report.js';
import { resultFields } from './credential-check.js';
import { CredentialTrial } from './credential-trial.js';
import { CredentialSharingService } from './credentials/credential-sharing.service.js';
import { CredentialsService } from './credentials/credentials.service.js';
import {
  CreateCredentialDto,
  CredentialDto,
  CredentialPageDto,
  ForceQueryDto,
  ShareCredentialDto,
  UpdateCredentialDto,
} from './dto/credentials.dto.js';
import { VerificationDto, VerifyCredentialDto } from './dto/verify-credential.dto.js';
import { CredentialNotFoundError } from './models.errors.js';

/** No credential has an id of another form. */
const CredentialId = () =>
  Param('id', new ParseUUIDPipe({ exceptionFactory: () => new CredentialNotFoundError('of that form') }));

/** The providers that the caller's tenant has connected. */
@ApiTags('Credentials')
@Controller('api/v1/credentials')
@Auth({ scope: 'models:write' })
export class CredentialsController {
  constructor(
    private readonly trial: CredentialTrial,
    private readonly credentials: CredentialsService,
    private readonly sharing: CredentialSharingService,
  ) {}

  /**
   * Tries a provider credential with tiny calls, without storing it: which model types answer, or what went wrong.
   * Answers 200 whatever the provider says.
   */
  @Post('verify')
  @HttpCode(200)
  async verify(@Body() { factory, base_url, credential, models }: VerifyCredentialDto): Promise<VerificationDto> {
    const report = await this.trial.run({
      factory,
      baseUrl: base_url ?? '',
      credential: credential ?? {},
      models: models?.length ? models : null,
    });
    return answerOf(report);
  }

  /** The credentials of the caller's tenant, secrets masked. Those of others that it may use are not among them. */
  @Get()
  @Auth({ scope: 'models:read' })
  async list(@CurrentPrincipal() caller: Principal, @Query() query: PageQueryDto): Promise<CredentialPageDto> {
    const { items, nextCursor } = await this.credentials.list(caller, readPage(query));
    return { items: items.map((record) => CredentialDto.from(record)), next_cursor: nextCursor };
  }

  /**
   * Connects a provider and adds its models. The provider is asked first; `data` of a refusal says what each model type
   * answered.
   */
  @Post()
  @HttpCode(200)
  async create(@CurrentPrincipal() caller: Principal, @Body() input: CreateCredentialDto): Promise<CredentialDto> {
    return CredentialDto.from(await this.credentials.create(caller, input.toNewCredential()));
  }

  /** One credential, secrets masked. */
  @Get(':id')
  @Auth({ scope: 'models:read' })
  async get(@CurrentPrincipal() caller: Principal, @CredentialId() id: string): Promise<CredentialDto> {
    return CredentialDto.from(await this.credentials.get(caller, id));
  }

  /** Changes a credential. What was shown masked may be sent back so, but not to another place. */
  @Patch(':id')
  async update(
    @CurrentPrincipal() caller: Principal,
    @CredentialId() id: string,
    @Body() input: UpdateCredentialDto,
  ): Promise<CredentialDto> {
    return CredentialDto.from(await this.credentials.update(caller, id, input.toChange()));
  }

  /** Removes a credential with its models. While defaults or aliases use them, `data.used_by` names those instead. */
  @Delete(':id')
  async delete(
    @CurrentPrincipal() caller: Principal,
    @CredentialId() id: string,
    @Query() { force }: ForceQueryDto,
  ): Promise<null> {
    await this.credentials.delete(caller, id, force === 'true');
    return null;
  }

  /** Asks the provider again, and keeps what it says. Answers 200 whatever that is. */
  @Post(':id/verify')
  @HttpCode(200)
  async verifyStored(@CurrentPrincipal() caller: Principal, @CredentialId() id: string): Promise<VerificationDto> {
    return answerOf(await this.credentials.verify(caller, id));
  }

  /**
   * Shares a credential with exactly these tenants, or with all. They can use its models, but neither see nor change
   * it; what they use is booked to them.
   */
  @Put(':id/shares')
  async share(
    @CurrentPrincipal() caller: Principal,
    @CredentialId() id: string,
    @Body() input: ShareCredentialDto,
  ): Promise<CredentialDto> {
    return CredentialDto.from(await this.sharing.set(caller, id, input.toRecipients()));
  }
}

function answerOf({ verdict, results, models }: VerificationReport): VerificationDto {
  return { verdict, results: results.map(resultFields), models: [...models] };
}
