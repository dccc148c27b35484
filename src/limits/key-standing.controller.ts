import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiKeysService } from '../api-key/api-keys.service.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import type { Principal } from '../kernel/principal.js';
import { KeyStandingDto } from './dto/key-standing.dto.js';
import { LimitsService } from './limits.service.js';

@ApiTags('Gateway')
@Controller('v1/key')
export class KeyStandingController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly limits: LimitsService,
  ) {}

  /** The key that makes this call: what it may, and what its limits leave it. Needs no scope. */
  @Get()
  @Auth()
  async get(@CurrentPrincipal() caller: Principal): Promise<KeyStandingDto> {
    return KeyStandingDto.of(this.keys.self(caller), await this.limits.standing(caller));
  }
}
