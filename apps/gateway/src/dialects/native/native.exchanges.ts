import { EXAMPLE_IMAGE_BASE64 } from '../../http/openapi/example-image';

const TASK_ID = 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h';
const VIDEO_URL = `http://127.0.0.1:3000/v1/videos/${TASK_ID}/content`;
const CREATED_AT = '2026-01-11T10:30:00.000Z';

/** Bodies for `POST /api/v1/videos/generate` that are accepted as they stand. */
export const NATIVE_REQUESTS = {
  imageToVideo: {
    image: EXAMPLE_IMAGE_BASE64,
    prompt: 'Gentle camera pan across the scene',
    duration: 2,
    fps: 30,
    resolution: '640x360',
    motion_strength: 0.5,
    camera_motion: 'pan',
    optimize_prompt: false,
  },
  textToVideo: {
    model: 'sandbox',
    prompt: 'A serene ocean scene with gentle waves',
    duration: 2,
    resolution: '640x360',
  },
} as const;

const VIDEO = {
  video_url: VIDEO_URL,
  duration: 2,
  fps: 30,
  resolution: '640x360',
  has_audio: true,
  media_type: 'video/mp4',
  bytes: 183_402,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};

const TASK = {
  task_id: TASK_ID,
  type: 'video_generation',
  status: 'processing',
  progress: 45,
  result: null,
  error: null,
  created_at: CREATED_AT,
  updated_at: '2026-01-11T10:30:15.000Z',
  completed_at: null,
  expires_at: null,
  model: 'sandbox',
  provider: 'sandbox',
  dialect: 'native',
  queue_position: null,
  applied: { durationSeconds: 2, fps: 30 },
  warnings: [],
  external_id: null,
  metadata: {},
};

/** Answers as clients see them; each is what the mapper makes of a task of that state. */
export const NATIVE_ANSWERS = {
  created: {
    task_id: TASK_ID,
    status: 'pending',
    message: `Video generation task submitted. Poll /api/v1/tasks/${TASK_ID} for status.`,
  },
  processing: TASK,
  completed: {
    ...TASK,
    status: 'completed',
    progress: 100,
    result: { result: { ...VIDEO, videos: [VIDEO] } },
    updated_at: '2026-01-11T10:30:40.000Z',
    completed_at: '2026-01-11T10:30:40.000Z',
    expires_at: '2026-01-18T10:30:40.000Z',
  },
  failed: {
    ...TASK,
    status: 'failed',
    error: {
      type: 'VideoGenerationError',
      message: 'content_policy: Content policy violation',
      retryable: false,
      code: 'moderated_input',
    },
  },
  explanation: {
    task_id: TASK_ID,
    status: 'processing',
    model: 'sandbox',
    provider: 'sandbox',
    attempts: 1,
    waiting_for: null,
    vendor_task_id: 'job-7f3a',
    cost_estimate: { amount: 0, currency: 'USD', seconds: 2, videos: 1 },
    vendor_cost: null,
    timeline: [
      { at: CREATED_AT, event: 'created', data: { dialect: 'native', model: 'sandbox' } },
      {
        at: '2026-01-11T10:30:00.210Z',
        event: 'vendor_call',
        data: {
          method: 'POST',
          host: 'api.example.com',
          durationMs: 184,
          status: 200,
          vendorRequestId: 'req-81c2',
        },
      },
      { at: '2026-01-11T10:30:00.211Z', event: 'accepted', data: { vendorTaskId: 'job-7f3a' } },
      { at: '2026-01-11T10:30:00.212Z', event: 'status', data: { from: 'pending', to: 'processing' } },
    ],
  },
  videoStatus: {
    task_id: TASK_ID,
    status: 'processing',
    progress: 45,
    video_url: null,
    error: null,
    created_at: CREATED_AT,
    updated_at: '2026-01-11T10:30:15.000Z',
  },
} as const;

/** Error bodies by HTTP status. */
export const NATIVE_ERRORS = {
  400: {
    error: {
      type: 'VideoGenerationError',
      message:
        'duration must be a number from 1 to 10 seconds; found 60. Correct the value or leave the field out.',
      retryable: false,
      code: 'invalid_parameter',
      param: 'duration',
    },
    detail:
      'duration must be a number from 1 to 10 seconds; found 60. Correct the value or leave the field out.',
  },
  404: {
    error: {
      type: 'VideoGenerationError',
      message: 'The object does not exist.',
      retryable: false,
      code: 'not_found',
    },
    detail: 'The object does not exist.',
  },
} as const;
