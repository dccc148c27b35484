import { Param, ParseUUIDPipe } from '@nestjs/common';
import { PipelineNotFoundError } from './pipeline.errors.js';

/** No pipeline has an id of another form. */
export const PipelineId = (): ParameterDecorator =>
  Param('uuid', new ParseUUIDPipe({ exceptionFactory: () => new PipelineNotFoundError('of that form') }));
