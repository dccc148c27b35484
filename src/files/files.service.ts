import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { newUuid } from '../kernel/ids.js';
import { NotFoundError } from '../kernel/app-error.js';
import { SystemDb } from '../database/system-db.js';
import { TenantDb } from '../database/tenant-db.js';
import type { Tx } from '../database/transactions.js';
import { newFileKey, splitName } from './file-name.js';
import { FilesRepository } from './files.repository.js';
import { UploadRefusedError } from './files.errors.js';
import { IMAGE_EXTENSIONS, imageTypeOf } from './image-type.js';
import type { StoredFile, StoredFileKind } from './stored-file.entity.js';
import type { UploadedFile } from './uploaded-file.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const SWEEP_MS = 10 * 60 * 1000;
/** A document that is not imported by then is forgotten; a picture that nobody has looked at for so long is too. */
const KEPT_MS: Readonly<Record<StoredFileKind, number>> = { document: DAY_MS, image: 30 * DAY_MS };
const MOST_BYTES_OF_TENANT = 512 * 1024 * 1024;

/** Uploads: kept in the database, so that every replica has them, until they are used or forgotten. */
@Injectable()
export class FilesService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Files');
  private sweep: NodeJS.Timeout | null = null;

  constructor(
    private readonly tenantDb: TenantDb,
    private readonly systemDb: SystemDb,
    private readonly files: FilesRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.sweep = setInterval(() => void this.deleteExpired(), SWEEP_MS).unref();
  }

  onApplicationShutdown(): void {
    if (this.sweep) clearInterval(this.sweep);
  }

  /** @returns its key. @throws UploadRefusedError */
  storeDocument(tenantId: string, file: UploadedFile): Promise<string> {
    return this.store(tenantId, 'document', file, 'application/octet-stream');
  }

  /** @returns its key. @throws UploadRefusedError when it is no picture, by its name or by its content */
  async storeImage(tenantId: string, file: UploadedFile): Promise<string> {
    const { extension } = splitName(file.name);
    if (extension === '') throw new UploadRefusedError('Invalid image file: no file extension');
    const mediaType = imageTypeOf(file.content);
    if (mediaType === null || !IMAGE_EXTENSIONS.some((allowed) => allowed === extension)) {
      throw new UploadRefusedError(`Invalid image format. Allowed formats: ${IMAGE_EXTENSIONS.join(', ')}`);
    }
    return this.store(tenantId, 'image', file, mediaType);
  }

  /** @throws NotFoundError */
  image(tenantId: string, key: string): Promise<StoredFile> {
    return this.tenantDb.run(tenantId, async (tx) => {
      const file = await this.files.findWithContent(tx, tenantId, 'image', key);
      if (!file) throw new NotFoundError(`Image ${key} not found`);
      const until = new Date(Date.now() + KEPT_MS.image);
      // Once a day is often enough to write down that somebody looked.
      await this.files.postponeExpiry(tx, tenantId, 'image', key, {
        until,
        ifBefore: new Date(until.getTime() - DAY_MS),
      });
      return file;
    });
  }

  /** The document as it was uploaded; null when there is none of that key, or no more. */
  findDocument(tx: Tx, tenantId: string, key: string): Promise<StoredFile | null> {
    return this.files.findWithContent(tx, tenantId, 'document', key);
  }

  /** Forgets a document that was put to use. @returns whether it was still there: of several callers one succeeds */
  removeDocument(tx: Tx, tenantId: string, key: string): Promise<boolean> {
    return this.files.delete(tx, tenantId, 'document', key);
  }

  private store(tenantId: string, kind: StoredFileKind, file: UploadedFile, mediaType: string): Promise<string> {
    const key = newFileKey(file.name);
    const { content } = file;
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.files.lock(tx, tenantId);
      if ((await this.files.sumSizes(tx, tenantId)) + content.length > MOST_BYTES_OF_TENANT) {
        throw new UploadRefusedError(
          'Your uploads that are not in use take 512 MiB already; import or wait until they expire',
        );
      }
      const expiresAt = new Date(Date.now() + KEPT_MS[kind]);
      await this.files.insert(tx, {
        id: newUuid(),
        tenantId,
        kind,
        key,
        mediaType,
        size: content.length,
        content,
        expiresAt,
      });
      return key;
    });
  }

  private async deleteExpired(): Promise<void> {
    try {
      await this.systemDb.run('forget uploads that nobody used', (tx) => this.files.deleteExpired(tx));
    } catch (error) {
      this.logger.warn(`Expired uploads could not be deleted: ${String(error)}`);
    }
  }
}
