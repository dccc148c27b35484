import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NotInEditionError } from '../kernel/app-error.js';
import { Auth } from '../http/auth.decorator.js';
import { CreateRoleDto, DescribeRoleDto, RolePermissionDto } from './dto/admin-system.dto.js';

/** RAGFlow's role engine, which is not in this edition (nor in its open one); memberships are at `/api/v1/tenants`. */
@ApiTags('Administration')
@Controller('api/v1/admin/roles')
@Auth({ administrator: true })
export class AdminRolesController {
  /** Not in this edition. */
  @Get()
  list(): never {
    throw new NotInEditionError();
  }

  /** Not in this edition. */
  @Post()
  @HttpCode(200)
  create(@Body() _input: CreateRoleDto): never {
    throw new NotInEditionError();
  }

  /** Not in this edition. */
  @Put(':role')
  describe(@Body() _input: DescribeRoleDto): never {
    throw new NotInEditionError();
  }

  /** Not in this edition. */
  @Delete(':role')
  delete(): never {
    throw new NotInEditionError();
  }

  /** Not in this edition. */
  @Get(':role/permission')
  getPermission(): never {
    throw new NotInEditionError();
  }

  /** Not in this edition. */
  @Post(':role/permission')
  @HttpCode(200)
  grantPermission(@Body() _input: RolePermissionDto): never {
    throw new NotInEditionError();
  }

  /** Not in this edition. */
  @Delete(':role/permission')
  revokePermission(@Body() _input: RolePermissionDto): never {
    throw new NotInEditionError();
  }
}
