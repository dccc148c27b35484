import { ApiProperty } from '@nestjs/swagger';
import type { Outcome } from '../configuration.service.js';
import { CHANGE_ACTIONS, CHANGE_KINDS, type Change } from '../plan/step.js';

/** One field that changes, as text; secrets masked, with ` (changed)` where both look the same. */
export class FieldChangeDto {
  /** @example credential.api_key */
  field: string;

  /**
   * Null: there was none.
   * @example sk-proj-…a1b2
   */
  before: string | null;

  /**
   * Null: there is none any more.
   * @example sk-proj-…c3d4
   */
  after: string | null;
}

/** One thing that is made, changed or deleted. */
export class ConfigurationChangeDto {
  @ApiProperty({ enum: CHANGE_ACTIONS, example: 'update' })
  action: Change['action'];

  @ApiProperty({ enum: CHANGE_KINDS, example: 'credential' })
  kind: Change['kind'];

  /**
   * The tenant's name; null for the instance.
   * @example Research
   */
  tenant: string | null;

  /**
   * A tenant's name, a member's address, a credential's label, `label/model (type)`, the field of a default, an alias.
   * @example openai-main
   */
  name: string;

  fields: FieldChangeDto[];
}

/** What was done; with `dry_run` what would be. */
export class AppliedConfigurationDto {
  /** In the order in which they are done; empty when all was so already. */
  changes: ConfigurationChangeDto[];

  /**
   * Stands for these changes: send it as `expect` to have exactly them done.
   * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
   */
  plan_digest: string;

  /** False for a `dry_run`. */
  applied: boolean;

  static from({ changes, digest, isApplied }: Outcome): AppliedConfigurationDto {
    return Object.assign(new AppliedConfigurationDto(), {
      changes: changes.map(({ fields, ...change }) => ({ ...change, fields: fields.map((field) => ({ ...field })) })),
      plan_digest: digest,
      applied: isApplied,
    });
  }
}
