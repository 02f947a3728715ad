import { EXAMPLE_IMAGE_BASE64 } from '../../http/openapi/example-image';

const ID = 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h';
const CREATED_AT = 1_768_127_400;

/** Bodies for `POST /v1/videos` that are accepted as they stand. */
export const OPENAI_REQUESTS = {
  textToVideo: { prompt: 'A serene ocean scene with gentle waves', seconds: '4', size: '1280x720' },
  imageToVideo: {
    prompt: 'Slow camera pan revealing the valley',
    input_reference: { image_url: `data:image/png;base64,${EXAMPLE_IMAGE_BASE64}` },
    size: '640x360',
    seconds: 2,
    model: 'sandbox',
  },
} as const;

export const OPENAI_REMIX = { prompt: 'The same scene at night' } as const;

const QUEUED = {
  id: ID,
  object: 'video',
  model: 'sandbox',
  status: 'queued',
  progress: 0,
  created_at: CREATED_AT,
  created: CREATED_AT,
  completed_at: null,
  expires_at: null,
  error: null,
  prompt: 'A serene ocean scene with gentle waves',
  remixed_from_video_id: null,
  seconds: '4',
  size: '1280x720',
  video_url: null,
  task_id: ID,
  metadata: {},
};
const VIDEO_URL = `http://127.0.0.1:3000/v1/videos/${ID}/content`;

const COMPLETED = {
  ...QUEUED,
  status: 'completed',
  progress: 100,
  completed_at: CREATED_AT + 40,
  expires_at: CREATED_AT + 604_840,
  video_url: VIDEO_URL,
  metadata: { url: VIDEO_URL },
};

/** Answers as clients see them; each is what the mapper makes of a task of that state. */
export const OPENAI_ANSWERS = {
  queued: QUEUED,
  running: { ...QUEUED, status: 'in_progress', progress: 45 },
  completed: COMPLETED,
  failed: {
    ...QUEUED,
    status: 'failed',
    error: { code: 'provider_unavailable', message: 'The provider is temporarily unavailable.' },
  },
  list: { object: 'list', data: [COMPLETED], first_id: ID, last_id: ID, has_more: false },
  deleted: { id: ID, object: 'video.deleted', deleted: true },
} as const;
