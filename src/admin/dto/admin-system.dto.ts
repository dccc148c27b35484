import { IsDefined, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { OptionalBody } from '../../http/validation.pipe.js';

@OptionalBody()
export class SetVariableDto {
  @IsNotEmpty({ message: 'Var name is required' })
  @IsString()
  @MaxLength(128)
  var_name: string;

  @IsDefined({ message: 'Var value is required' })
  @IsNotEmpty({ message: 'Var value is required' })
  @IsString()
  @MaxLength(4096)
  var_value: string;
}

/** A setting kept by name. */
export class VariableDto {
  name: string;

  /** @example variable */
  source: string;

  /** @example string */
  data_type: string;

  value: string;
}

/** A part that this instance runs or relies on. */
export class ServiceDto {
  /** @example 0 */
  id: number;

  /** @example postgres */
  name: string;

  /** @example 127.0.0.1 */
  host: string;

  /** @example 5432 */
  port: number;

  /** @example meta_data */
  service_type: string;

  /** `alive` or `timeout`. */
  status: string;
}

export class ServiceDetailDto {
  service_name: string;

  status: string;

  message: string;
}

/** A setting of the operator's as it is in force. Secrets are told as set or not. */
export class EnvironmentDto {
  /** @example LOG_LEVEL */
  env: string;

  value: string;
}

export class VersionDto {
  /** @example 0.1.0 */
  version: string;
}

@OptionalBody()
export class CreateRoleDto {
  @IsNotEmpty({ message: 'Role name is required' })
  @IsString()
  role_name: string;
}

@OptionalBody()
export class DescribeRoleDto {
  @IsNotEmpty({ message: 'Role description is required' })
  @IsString()
  description: string;
}

@OptionalBody()
export class RolePermissionDto {
  @IsNotEmpty({ message: 'Permission is required' })
  actions: string[];

  @IsNotEmpty({ message: 'Permission is required' })
  @IsString()
  resource: string;
}
