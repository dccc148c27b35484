import { Injectable, type PipeTransform } from '@nestjs/common';
import { NotFoundError } from '../kernel/app-error.js';
import { isModelKind, type ModelKind } from '../models/langbot/model-kind.js';

/** No other kind has a path. */
@Injectable()
export class ModelKindPipe implements PipeTransform<string, ModelKind> {
  transform(given: string): ModelKind {
    if (!isModelKind(given)) throw new NotFoundError(`No kind of model is called ${given}`);
    return given;
  }
}
