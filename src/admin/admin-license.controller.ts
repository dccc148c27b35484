import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NotInEditionError } from '../kernel/app-error.js';
import { Auth } from '../http/auth.decorator.js';

/** Commands of RAGFlow's enterprise edition, which its released command line knows. */
@ApiTags('Administration')
@Controller('api/v1/admin')
@Auth({ administrator: true })
export class AdminLicenseController {
  /** Not in this edition. */
  @Get('fingerprint')
  getFingerprint(): never {
    throw new NotInEditionError();
  }

  /** Not in this edition. */
  @Get('license')
  get(): never {
    throw new NotInEditionError();
  }

  /** Not in this edition. */
  @Post('license')
  @HttpCode(200)
  set(): never {
    throw new NotInEditionError();
  }

  /** Not in this edition. */
  @Post('license/config')
  @HttpCode(200)
  configure(): never {
    throw new NotInEditionError();
  }
}
