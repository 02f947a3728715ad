import { TextField, WholeField } from '../fields/field-decorators';

/** Query of `GET /api/v1/drafts`. */
export class NativeListQuery {
  @TextField({ about: 'Part of the name or the id.', maxLength: 200 })
  search?: string;

  @TextField({ about: 'Id of the last draft of the page before.', maxLength: 64 })
  after?: string;

  @WholeField({ about: 'Drafts per page.', default: 50, min: 1, max: 500 })
  limit!: number;
}
