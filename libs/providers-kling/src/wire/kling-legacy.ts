/** The older API: model in the body, `/v1/videos/<kind>`. Only the fields that are read; all of a reply may be absent. */
export const LEGACY_KINDS = ['text2video', 'image2video', 'multi-image2video', 'video-extend'] as const;
export type LegacyKind = (typeof LEGACY_KINDS)[number];

/** Every reply of both APIs. */
export interface KlingEnvelope<Data> {
  /** 0 = fine; otherwise a row of the error table. */
  readonly code: number;
  readonly message?: string;
  readonly request_id?: string;
  readonly data?: Data;
}

export type LegacyStatus = 'submitted' | 'processing' | 'succeed' | 'failed';

export interface LegacyVideo {
  readonly id?: string;
  readonly url?: string;
  readonly watermark_url?: string;
  /** Seconds, as text: `"5.1"`. */
  readonly duration?: string;
}

export interface LegacyTask {
  readonly task_id: string;
  readonly task_status?: string;
  readonly task_status_msg?: string;
  readonly task_info?: { readonly external_task_id?: string | null };
  readonly task_result?: { readonly videos?: readonly LegacyVideo[] };
  /** Units charged, as text. */
  readonly final_unit_deduction?: string;
  /** Money charged, by accounts that pay so. */
  readonly final_balance_deduction?: {
    readonly quota?: string | number;
    readonly list_price?: string | number;
  };
  /** Milliseconds since the epoch. */
  readonly created_at?: number;
  readonly updated_at?: number;
}

export const CAMERA_TYPES = [
  'simple',
  'down_back',
  'forward_up',
  'right_turn_forward',
  'left_turn_forward',
] as const;

/**
 * Exactly one of them non-zero, −10 … 10. Beware of the names: `tilt` turns left and right (what film makers call a pan), `pan`
 * turns up and down, and a negative `zoom` narrows the field of view, which looks like coming closer.
 */
export const CAMERA_AXES = ['horizontal', 'vertical', 'pan', 'tilt', 'roll', 'zoom'] as const;
export type CameraAxis = (typeof CAMERA_AXES)[number];

export interface CameraControl {
  readonly type: (typeof CAMERA_TYPES)[number];
  /** Required with `simple`, forbidden otherwise. */
  readonly config?: Readonly<Partial<Record<CameraAxis, number>>>;
}
