/** The newer API: model in the path, `/<kind>/<model>`, one query endpoint for all kinds. */
export type CurrentKind = 'text-to-video' | 'image-to-video' | 'omni-video';

export interface CurrentContent {
  readonly type: 'prompt' | 'first_frame' | 'last_frame' | 'element' | 'voice' | 'refer_image';
  readonly text?: string;
  /** URL or base64 without a `data:` prefix. */
  readonly url?: string;
  readonly id?: string;
  readonly element_id?: string | number;
}

export interface CurrentOutput {
  readonly type?: string;
  readonly id?: string;
  readonly url?: string;
  readonly duration?: string | number;
}

export interface CurrentTask {
  readonly id: string;
  readonly status?: string;
  /** Why it failed. */
  readonly message?: string;
  readonly outputs?: readonly CurrentOutput[];
  readonly external_id?: string;
}
