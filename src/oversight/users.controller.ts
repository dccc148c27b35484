import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import type { Principal } from '../kernel/principal.js';
import { NewUserDto, UserChangeDto, UserDto, UserListQueryDto, UserPageDto } from './dto/user.dto.js';
import { UserAccounts } from './user-accounts.service.js';

@ApiTags('Users')
@Controller('api/v1/users')
@Auth({ administrator: true })
export class UsersController {
  constructor(private readonly accounts: UserAccounts) {}

  /** All users of the instance. For administrators, as is all of this. */
  @Get()
  async list(@Query() query: UserListQueryDto): Promise<UserPageDto> {
    const { items, nextCursor } = await this.accounts.list(query.toRequest());
    return { items: items.map((account) => UserDto.from(account)), next_cursor: nextCursor };
  }

  /** One user. */
  @Get(':id')
  async get(@Param('id') id: string): Promise<UserDto> {
    return UserDto.from(await this.accounts.get(id));
  }

  /** Makes a user with a tenant of their own. */
  @Post()
  @HttpCode(200)
  async create(@CurrentPrincipal() caller: Principal, @Body() input: NewUserDto): Promise<UserDto> {
    return UserDto.from(await this.accounts.create(caller, input.toNewUser()));
  }

  /**
   * Changes a user. A new password, or deactivation, ends all their sessions at once; deactivation stops their keys too.
   * There is always an administrator left, and nobody locks themselves out.
   */
  @Patch(':id')
  async update(
    @CurrentPrincipal() caller: Principal,
    @Param('id') id: string,
    @Body() input: UserChangeDto,
  ): Promise<UserDto> {
    return UserDto.from(await this.accounts.update(caller, id, input.toChange()));
  }

  /** Deletes a deactivated user who is no administrator, with their own tenant and everything in it. */
  @Delete(':id')
  async delete(@CurrentPrincipal() caller: Principal, @Param('id') id: string): Promise<null> {
    await this.accounts.delete(caller, id);
    return null;
  }
}
