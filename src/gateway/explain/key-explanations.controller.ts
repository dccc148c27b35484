import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../../http/auth.decorator.js';
import { CurrentPrincipal } from '../../http/current-principal.decorator.js';
import type { Principal } from '../../kernel/principal.js';
import { ExplainRequestDto, ExplanationDto } from './explain.dto.js';
import { Explanations } from './explanations.js';

@ApiTags('API keys')
@Controller('api/v1/keys/explain')
export class KeyExplanationsController {
  constructor(private readonly explanations: Explanations) {}

  /**
   * Whether a request with a key would pass, and which rule decides. Nothing is sent, and nothing is counted. Of one's
   * own keys; for those who manage the tenant, of all its keys; for administrators, of any.
   */
  @Post()
  @HttpCode(200)
  @Auth({ scope: 'keys:read' })
  create(@CurrentPrincipal() caller: Principal, @Body() request: ExplainRequestDto): Promise<ExplanationDto> {
    return this.explanations.explain(caller, request);
  }
}
