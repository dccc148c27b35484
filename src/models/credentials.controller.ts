import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { resultFields } from './credential-check.js';
import { CredentialTrial } from './credential-trial.js';
import { VerificationDto, VerifyCredentialDto } from './dto/verify-credential.dto.js';

@ApiTags('Credentials')
@Controller('api/v1/credentials')
@Auth({ scope: 'models:write' })
export class CredentialsController {
  constructor(private readonly trial: CredentialTrial) {}

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
    return { verdict: report.verdict, results: report.results.map(resultFields), models: [...report.models] };
  }
}
