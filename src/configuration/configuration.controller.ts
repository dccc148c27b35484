import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { ConfigurationService } from './configuration.service.js';
import { AppliedConfigurationDto } from './dto/applied-configuration.dto.js';
import { ConfigurationDto } from './dto/configuration.dto.js';

/** Shown to readers of the documentation. */
const EXAMPLE = {
  dry_run: true,
  tenants: [
    {
      name: 'Research',
      members: [{ email: 'ada@example.com', role: 'owner' }],
      credentials: [
        {
          label: 'openai-main',
          factory: 'OpenAI',
          credential: { api_key: 'sk-…' },
          models: [
            { name: 'gpt-4o-mini', type: 'chat' },
            { name: 'text-embedding-3-small', type: 'embedding', enabled: true },
          ],
          shared_with: ['Support'],
        },
      ],
      defaults: { llm_id: 'gpt-4o-mini@OpenAI' },
      aliases: [{ name: 'fast', targets: [{ model: 'gpt-4o-mini@OpenAI' }] }],
    },
    { name: 'Support', defaults: { llm_id: 'gpt-4o-mini@OpenAI' } },
  ],
};

/** Whole tenants at a time. */
@ApiTags('Configuration')
@Controller('api/v1/configuration')
@Auth({ scope: 'models:write' })
export class ConfigurationController {
  constructor(private readonly configuration: ConfigurationService) {}

  /**
   * Makes tenants as they are described here, all of it or nothing: what is missing is made, what differs is changed, what
   * is not spoken of stays. With `dry_run` it tells what it would do, having tried it.
   *
   * Needs what the single calls need: models:write in each tenant, for members a user who signed in, for new tenants and
   * `instance` an instance administrator. An API key reaches its own tenant alone.
   */
  @Post()
  @ApiBody({ type: ConfigurationDto, examples: { team: { summary: 'A team and its provider', value: EXAMPLE } } })
  @HttpCode(200)
  async apply(
    @CurrentPrincipal() caller: Principal,
    @Body() input: ConfigurationDto,
  ): Promise<AppliedConfigurationDto> {
    return AppliedConfigurationDto.from(
      await this.configuration.apply(caller, input.toConfiguration(), input.toOptions()),
    );
  }
}
