import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';

/** Metadata key of routes that take form bodies beside JSON. */
export const ACCEPTS_FORM = 'onereel:accepts-form';

/** Lets a route take `multipart/form-data` and `application/x-www-form-urlencoded` besides JSON. See `formFiles`. */
export const AcceptsForm = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ACCEPTS_FORM, true),
    ApiConsumes('application/json', 'multipart/form-data', 'application/x-www-form-urlencoded'),
  );
