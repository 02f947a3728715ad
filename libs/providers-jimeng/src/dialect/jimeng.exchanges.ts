const TASK_ID = 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h';
const LINK = 'https://gateway.example/files/tasks/…/video.mp4?expires=…&signature=…';
const envelope = {
  code: 10000,
  message: 'Success',
  request_id: '20261120160000EA8B1C2D3E4F506172',
  status: 10000,
  time_elapsed: '104.852ms',
} as const;

/** Examples in the documentation; the tests send them. */
export const JIMENG_REQUESTS = {
  submitText: {
    req_key: 'jimeng_t2v_v30',
    prompt: 'A paper boat drifts down a rainy gutter at dusk',
    seed: -1,
    frames: 121,
    aspect_ratio: '16:9',
  },
  submitFirstFrame: {
    req_key: 'jimeng_i2v_recamera_v30',
    prompt: 'The boat starts to move',
    image_urls: ['https://example.com/first-frame.png'],
    template_id: 'dynamic_orbit',
    camera_strength: 'medium',
  },
  result: { req_key: 'jimeng_t2v_v30', task_id: TASK_ID },
} as const;

export const JIMENG_ANSWERS = {
  submitted: { ...envelope, data: { task_id: TASK_ID }, task_id: TASK_ID },
  done: {
    ...envelope,
    data: { status: 'done', video_url: LINK, aigc_meta_tagged: false },
    task_id: TASK_ID,
  },
} as const;
