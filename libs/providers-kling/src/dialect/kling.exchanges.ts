const TASK_ID = 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h';
const CREATED_AT = 1_795_161_600_000;
const envelope = { code: 0, message: 'SUCCEED', request_id: 'req_5f0c7b8e2d9a4c61' } as const;
const task = {
  task_id: TASK_ID,
  task_info: { external_task_id: 'shot-12a' },
  created_at: CREATED_AT,
  updated_at: CREATED_AT,
} as const;
const LINK = 'https://gateway.example/files/tasks/…/video.mp4?expires=…&signature=…';

/** Examples in the documentation; the tests send them. */
export const KLING_REQUESTS = {
  text2video: {
    model_name: 'kling-v2-6',
    prompt: 'A paper boat drifts down a rainy gutter at dusk',
    duration: '5',
    aspect_ratio: '16:9',
    external_task_id: 'shot-12a',
  },
  image2video: {
    model_name: 'kling-v2-6',
    image: 'https://example.com/first-frame.png',
    prompt: 'The boat starts to move',
    mode: 'pro',
    duration: '5',
  },
} as const;

export const KLING_ANSWERS = {
  envelope,
  submitted: {
    ...envelope,
    data: { ...task, task_status: 'submitted' },
    task_id: TASK_ID,
    status: 'queued',
  },
  succeed: {
    ...envelope,
    data: {
      ...task,
      task_status: 'succeed',
      task_result: { videos: [{ id: `${TASK_ID}-video`, url: LINK, duration: '5.042' }] },
      updated_at: CREATED_AT + 90_000,
    },
    task_id: TASK_ID,
    status: 'completed',
    url: LINK,
    format: 'mp4',
    metadata: { duration: 5.042, fps: 24, width: 1280, height: 720 },
  },
} as const;
