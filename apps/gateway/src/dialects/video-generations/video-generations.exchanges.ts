import { EXAMPLE_IMAGE_BASE64 } from '../../http/openapi/example-image';

const ID = 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h';
const CREATED_AT = 1_768_127_400;
const PROMPT = 'A serene ocean scene with gentle waves';
const URL = `http://127.0.0.1:3000/files/outputs/${ID}/video.mp4?expires=1768170600&signature=…`;

/** Bodies for `POST /v1/video/generations` that are accepted as they stand. */
export const VIDEO_GENERATIONS_REQUESTS = {
  textToVideo: { model: 'sandbox', prompt: PROMPT, duration: 2, width: 640, height: 360, fps: 30, seed: 7 },
  imageToVideo: {
    model: 'sandbox',
    prompt: 'Gentle camera pan across the scene',
    image: EXAMPLE_IMAGE_BASE64,
    duration: 2,
    metadata: { camera_motion: 'pan', shot: '12a' },
  },
} as const;

const CREATED = {
  id: ID,
  task_id: ID,
  object: 'video',
  model: 'sandbox',
  status: 'queued',
  progress: 0,
  created_at: CREATED_AT,
};

const RUNNING = {
  ...CREATED,
  status: 'in_progress',
  progress: 45,
  url: null,
  format: null,
  metadata: { duration: 2, fps: 30, width: 640, height: 360, seed: 7 },
  error: null,
  code: 'success',
  message: '',
  data: {
    id: ID,
    task_id: ID,
    platform: 'sandbox',
    action: 'textGenerate',
    status: 'IN_PROGRESS',
    fail_reason: '',
    result_url: '',
    submit_time: CREATED_AT,
    start_time: CREATED_AT + 1,
    finish_time: 0,
    progress: '45%',
    properties: { input: PROMPT, origin_model_name: 'sandbox', upstream_model_name: 'sandbox' },
    data: {},
  },
};

const REASON = 'Content policy violation';

/** Answers as clients see them; each is what the mapper makes of a task of that state. */
export const VIDEO_GENERATIONS_ANSWERS = {
  created: CREATED,
  running: RUNNING,
  completed: {
    ...RUNNING,
    status: 'completed',
    progress: 100,
    url: URL,
    format: 'mp4',
    data: {
      ...RUNNING.data,
      status: 'SUCCESS',
      progress: '100%',
      result_url: URL,
      finish_time: CREATED_AT + 40,
    },
  },
  failed: {
    ...RUNNING,
    status: 'failed',
    error: { code: 'moderated_input', message: REASON },
    data: { ...RUNNING.data, status: 'FAILURE', fail_reason: REASON, finish_time: CREATED_AT + 40 },
  },
} as const;
