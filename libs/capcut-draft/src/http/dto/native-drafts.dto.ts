import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NumberField, TextField, WholeField } from '../fields/field-decorators';

export class NativeCreateDraftBody {
  @TextField({ about: 'Name shown in the application.', default: '', maxLength: 200 })
  name!: string;

  @WholeField({ about: 'Canvas width in pixels.', default: 1920, min: 1, max: 16384 })
  width!: number;

  @WholeField({ about: 'Canvas height in pixels.', default: 1080, min: 1, max: 16384 })
  height!: number;

  @NumberField({ about: 'Frames per second.', default: 30, min: 1, max: 120 })
  fps!: number;
}

export class NativeUndoBody {
  @WholeField({
    about: 'The revision to go back to. It becomes a new revision; nothing is lost.',
    required: true,
    min: 1,
  })
  revision!: number;
}

export class NativeDuplicateBody {
  @TextField({ about: 'Name of the copy; absent: the same name.', maxLength: 200 })
  name?: string;
}

export class NativeDraft {
  @ApiProperty({ type: String, description: '22 characters; stands in draft_url.' })
  id!: string;

  @ApiProperty({ type: String, description: 'Shown in the application.' })
  name!: string;

  @ApiProperty({ type: 'integer', description: 'Grows by one with every edit; send it back as If-Match.' })
  revision!: number;

  @ApiProperty({ type: 'integer', description: 'Pixels.' })
  width!: number;

  @ApiProperty({ type: 'integer', description: 'Pixels.' })
  height!: number;

  @ApiProperty({ type: Number, description: 'Frames per second.' })
  fps!: number;

  @ApiProperty({ type: 'integer', description: 'Microseconds.' })
  duration!: number;

  @ApiProperty({ type: 'integer', description: 'Tracks it has.' })
  tracks!: number;

  @ApiProperty({ type: 'integer', description: 'Segments on all tracks.' })
  segments!: number;

  @ApiProperty({ type: String, description: 'For the capcut-mate routes.' })
  draft_url!: string;

  @ApiProperty({ type: String, description: 'ISO 8601.' })
  created_at!: string;

  @ApiProperty({ type: String, description: 'ISO 8601.' })
  updated_at!: string;
}

export class NativeDraftFinding {
  @ApiProperty({
    type: String,
    enum: ['error', 'warning'],
    description: 'An error keeps the draft from opening or shows something black; a warning does not.',
  })
  severity!: string;

  @ApiProperty({ type: String, description: 'Where, e.g. tracks[1].segments[0].' })
  at!: string;

  @ApiProperty({ type: String, description: 'What is wrong.' })
  problem!: string;

  @ApiProperty({ type: String, description: 'What to do.' })
  cure!: string;
}

export class NativeRevision {
  @ApiProperty({ type: 'integer', description: 'Its number.' })
  revision!: number;

  @ApiProperty({ type: String, description: 'What happened.' })
  label!: string;

  @ApiProperty({ type: String, description: 'ISO 8601.' })
  created_at!: string;
}

export class NativeDraftDetails extends NativeDraft {
  @ApiProperty({
    type: [NativeDraftFinding],
    description: 'What an application would refuse or show otherwise than meant.',
  })
  findings!: NativeDraftFinding[];

  @ApiProperty({ type: [String], description: 'Tasks whose results the draft waits for.' })
  pending_tasks!: string[];

  @ApiProperty({ type: [NativeRevision], description: 'The last 50, newest first.' })
  revisions!: NativeRevision[];
}

export class NativeImportedDraft extends NativeDraft {
  @ApiProperty({ type: [String], description: 'What could not be taken over.' })
  warnings!: string[];
}

export class NativeDraftList {
  @ApiProperty({ type: [NativeDraft], description: 'Newest first.' })
  drafts!: NativeDraft[];

  @ApiPropertyOptional({
    type: String,
    description: 'Send as `after` for the next page; absent on the last one.',
  })
  next?: string;
}
