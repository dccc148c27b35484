import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BadInputError, ConflictError, NotFoundError, NotInEditionError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { UserKeysService } from '../api-key/user-keys.service.js';
import { NewTokenDto, TokenDto } from '../api-key/dto/token.dto.js';
import { RagflowUserDto } from '../auth/dto/user-mode.dto.js';
import { ClientPassword } from '../crypto/client-password.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { Reply, ResponseMessage } from '../http/response-message.decorator.js';
import { UserNotFoundError } from '../tenants/tenants.errors.js';
import { emailKeyOf, type User } from '../tenants/user.entity.js';
import { UsersService } from '../tenants/users.service.js';
import { ActivateDto, CreateUserDto, NewPasswordDto, RoleNameDto, UserSummaryDto } from './dto/admin-user.dto.js';

/** Users and their API keys, as RAGFlow's administrators manage them. A user is named by e-mail address. */
@ApiTags('Administration')
@Controller('api/v1/admin/users')
@Auth({ administrator: true })
export class AdminUsersController {
  constructor(
    private readonly users: UsersService,
    private readonly userKeys: UserKeysService,
    private readonly clientPassword: ClientPassword,
  ) {}

  /** All users. */
  @Get()
  @ResponseMessage('Get all users')
  async list(): Promise<UserSummaryDto[]> {
    return (await this.users.list()).map((user) => UserSummaryDto.from(user));
  }

  /** Makes a user with a tenant of their own. */
  @Post()
  @HttpCode(200)
  @ResponseMessage('User created successfully')
  async create(@CurrentPrincipal() caller: Principal, @Body() input: CreateUserDto): Promise<RagflowUserDto> {
    const email = input.username ?? input.user_name ?? '';
    const password = this.clientPassword.read(input.password ?? '');
    if (email === '' || password === '') throw new BadInputError('Username and password are required');
    const isInstanceAdmin = input.role === 'admin';
    return RagflowUserDto.from(await this.users.create(caller, { email, password, isInstanceAdmin }));
  }

  /** One user, as a list of one. */
  @Get(':username')
  async get(@Param('username') username: string): Promise<RagflowUserDto[]> {
    return [RagflowUserDto.from(await this.users.get(username))];
  }

  /** Deletes a deactivated user with their tenant and everything in it. */
  @Delete(':username')
  async delete(@CurrentPrincipal() caller: Principal, @Param('username') username: string): Promise<Reply<null>> {
    const { email, id } = await this.users.delete(caller, username);
    return new Reply(`Successfully deleted user. Details: ${email} with tenant ${id} and all that it owned.`, null);
  }

  /** Sets a user's password and ends all their sessions. */
  @Put(':username/password')
  async setPassword(
    @CurrentPrincipal() caller: Principal,
    @Param('username') username: string,
    @Body() { new_password }: NewPasswordDto,
  ): Promise<Reply<null>> {
    const password = this.clientPassword.read(new_password);
    if (password === '') throw new BadInputError('New password is required');
    const isChanged = await this.users.setPassword(caller, username, password);
    return new Reply(isChanged ? 'Password updated successfully!' : 'Same password, no need to update!', null);
  }

  /** Activates or deactivates a user. Deactivation ends their sessions and stops their keys at once. */
  @Put(':username/activate')
  async setActive(
    @CurrentPrincipal() caller: Principal,
    @Param('username') username: string,
    @Body() { activate_status }: ActivateDto,
  ): Promise<Reply<null>> {
    const status = activate_status.toLowerCase();
    if (status !== 'on' && status !== 'off') throw new BadInputError(`Invalid activate_status: ${activate_status}`);
    if (status === 'off' && isSelf(caller, username)) {
      throw new ConflictError(`can't deactivate current user: ${username}`);
    }
    const isChanged = await this.users.setActive(caller, username, status === 'on');
    return new Reply(
      isChanged ? `Turn ${status} user activate status successfully!` : `User activate status is already ${status}!`,
      null,
    );
  }

  /** Makes a user an instance administrator. */
  @Put(':username/admin')
  async grantAdmin(@CurrentPrincipal() caller: Principal, @Param('username') username: string): Promise<Reply<null>> {
    if (isSelf(caller, username)) throw new ConflictError(`can't grant current user: ${username}`);
    const isChanged = await this.users.setInstanceAdmin(caller, username, true);
    return new Reply(isChanged ? 'Grant successfully!' : `${username} is already superuser!`, null);
  }

  /** Takes administration away from a user. */
  @Delete(':username/admin')
  async revokeAdmin(@CurrentPrincipal() caller: Principal, @Param('username') username: string): Promise<Reply<null>> {
    if (isSelf(caller, username)) throw new ConflictError(`can't grant current user: ${username}`);
    const isChanged = await this.users.setInstanceAdmin(caller, username, false);
    return new Reply(isChanged ? 'Revoke successfully!' : `${username} isn't superuser, yet!`, null);
  }

  /** RAGFlow's role engine is not in this edition; memberships of tenants are at `/api/v1/tenants`. */
  @Put(':username/role')
  setRole(@Param('username') username: string, @Body() { role_name }: RoleNameDto): never {
    throw new NotInEditionError(`Not available in this edition: giving ${username} the role ${role_name}`);
  }

  /** RAGFlow's role engine is not in this edition. */
  @Get(':username/permission')
  getPermission(): never {
    throw new NotInEditionError();
  }

  /** Datasets of a user: none, this edition keeps none. */
  @Get(':username/datasets')
  @ResponseMessage('Get user datasets')
  async listDatasets(@Param('username') username: string): Promise<object[]> {
    await this.users.get(username);
    return [];
  }

  /** Agents of a user: none, this edition keeps none. */
  @Get(':username/agents')
  @ResponseMessage('Get user agents')
  async listAgents(@Param('username') username: string): Promise<object[]> {
    await this.users.get(username);
    return [];
  }

  /** Makes an API key for a user. */
  @Post([':username/api_key', ':username/keys', ':username/new_token'])
  @HttpCode(200)
  @ResponseMessage('API key generated successfully')
  async createApiKey(@CurrentPrincipal() caller: Principal, @Param('username') username: string): Promise<NewTokenDto> {
    const { id } = await this.findOwner(username);
    return NewTokenDto.from(await this.userKeys.generate(caller, { tenantId: id, userId: id }, 'ragflow-admin'));
  }

  /** The API keys of a user. Those made here are shown whole, unless the operator forbids it. */
  @Get([':username/api_key', ':username/keys', ':username/token_list'])
  @ResponseMessage('Get user API keys')
  async listApiKeys(@CurrentPrincipal() caller: Principal, @Param('username') username: string): Promise<TokenDto[]> {
    const { id } = await this.users.get(username);
    return (await this.userKeys.listRevealed(caller, id)).map((row) => TokenDto.from(row));
  }

  /** Ends an API key of a user at once. */
  @Delete([':username/api_key/:token', ':username/keys/:token', ':username/token/:token'])
  @ResponseMessage('API key deleted successfully')
  async deleteApiKey(
    @CurrentPrincipal() caller: Principal,
    @Param('username') username: string,
    @Param('token') token: string,
  ): Promise<null> {
    const { id } = await this.users.get(username);
    await this.userKeys.revoke(caller, id, token);
    return null;
  }

  private async findOwner(username: string): Promise<User> {
    try {
      return await this.users.get(username);
    } catch (error) {
      if (error instanceof UserNotFoundError) throw new NotFoundError('User not found!');
      throw error;
    }
  }
}

function isSelf(caller: Principal, username: string): boolean {
  return emailKeyOf(caller.email) === emailKeyOf(username);
}
