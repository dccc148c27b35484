import { Injectable } from '@nestjs/common';
import { BadInputError } from '../kernel/app-error.js';
import { AppConfig } from '../config/app-config.js';
import { DirectSql } from '../database/direct-sql.js';

export interface InstanceService {
  id: number;
  name: string;
  host: string;
  port: number;
  service_type: string;
  status: 'alive' | 'timeout';
}

/** What this instance consists of: the server that answers, and its database. */
@Injectable()
export class InstanceServices {
  constructor(
    private readonly config: AppConfig,
    private readonly sql: DirectSql,
  ) {}

  async list(): Promise<InstanceService[]> {
    const server = { id: 0, name: 'latchkey', host: this.config.host, port: this.config.port };
    return [
      { ...server, service_type: 'api_server', status: 'alive' },
      { id: 1, ...(await this.describeDatabase()), service_type: 'meta_data' },
    ];
  }

  /** @throws BadInputError for a number that no service has */
  async get(id: string): Promise<InstanceService> {
    const service = (await this.list()).find((one) => String(one.id) === id);
    if (!service) throw new BadInputError(`invalid service_index: ${id}`);
    return service;
  }

  private async describeDatabase(): Promise<Pick<InstanceService, 'name' | 'host' | 'port' | 'status'>> {
    const name = this.config.databaseUrl ? 'postgres' : 'embedded postgres';
    try {
      const [row] = await this.sql.query<{ host: string | null; port: number | null }>(
        'SELECT host(inet_server_addr()) AS host, inet_server_port() AS port',
        [],
      );
      return { name, host: row?.host ?? 'localhost', port: row?.port ?? 0, status: 'alive' };
    } catch {
      return { name, host: '', port: 0, status: 'timeout' };
    }
  }
}
