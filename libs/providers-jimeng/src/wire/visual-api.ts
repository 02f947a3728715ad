/** The visual API: two actions under one address. Only the fields that are read; all of a reply may be absent. */
export const VISUAL_VERSION = '2022-08-31';
export const SUBMIT_ACTION = 'CVSync2AsyncSubmitTask';
export const RESULT_ACTION = 'CVSync2AsyncGetResult';
export type VisualAction = typeof SUBMIT_ACTION | typeof RESULT_ACTION;

/** The code of everything that went well. */
export const VISUAL_OK = 10000;

export interface VisualReply<Data = VisualTask> {
  /** 10000 = fine; otherwise a row of the error table, and `data` is null. */
  readonly code?: number;
  readonly message?: string;
  readonly request_id?: string;
  readonly data?: Data | null;
  /** Instead of all that, when the request failed at the cloud's front door. */
  readonly ResponseMetadata?: {
    readonly RequestId?: string;
    readonly Error?: { readonly Code?: string; readonly CodeN?: number; readonly Message?: string };
  };
}

export interface VisualTask {
  /** 19 digits: a string, because numbers do not hold it. */
  readonly task_id?: string;
  readonly status?: string;
  readonly video_url?: string | null;
  readonly aigc_meta_tagged?: boolean;
}
