import { type DraftLayout, LAYOUTS, PROFILE_NAMES, type ProfileName } from '../../package/target-profile';
import { ChoiceField, TextField, WholeField } from '../fields/field-decorators';

/** Query of `GET /api/v1/drafts`. */
export class NativeListQuery {
  @TextField({ about: 'Part of the name or the id.', maxLength: 200 })
  search?: string;

  @TextField({ about: 'Id of the last draft of the page before.', maxLength: 64 })
  after?: string;

  @WholeField({ about: 'Drafts per page.', default: 50, min: 1, max: 500 })
  limit!: number;
}

/** Query of `POST /api/v1/drafts/import`. */
export class NativeImportQuery {
  @TextField({ about: 'Name of the draft.', maxLength: 200 })
  name?: string;
}

/** Query of `GET /api/v1/drafts/{id}/content`. */
export class NativeContentQuery {
  @WholeField({ about: 'Default: the newest.', min: 1 })
  revision?: number;
}

/** Query of `GET /api/v1/drafts/{id}/package`. */
export class NativePackageQuery {
  @ChoiceField({ about: 'The application that is to open it.', values: PROFILE_NAMES, default: 'capcut-win' })
  profile!: ProfileName;

  @ChoiceField({ about: 'Where the timeline lies.', values: LAYOUTS, default: 'root' })
  layout!: DraftLayout;
}
