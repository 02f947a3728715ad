const ID = 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h';
const PROMPT = 'A serene lake with mountains in the background at sunset';
const UPDATED_AT = 1_768_127_400;

/** Bodies for `POST /v1/video/create`. */
export const VIDEO_CREATE_REQUESTS = {
  textToVideo: { model: 'veo3', prompt: PROMPT, enhance_prompt: true, aspect_ratio: '16:9' },
  frames: {
    model: 'veo2-fast-frames',
    prompt: 'A bird flying across the sky',
    images: ['https://example.com/first-frame.jpg', 'https://example.com/last-frame.jpg'],
  },
  anyModel: { model: 'sandbox', prompt: PROMPT, aspect_ratio: '16:9' },
} as const;

const PROCESSING = {
  id: ID,
  status: 'processing',
  video_url: null,
  enhanced_prompt: PROMPT,
  status_update_time: UPDATED_AT + 15,
};

/** Answers as clients see them; each is what the mapper makes of a task of that state. */
export const VIDEO_CREATE_ANSWERS = {
  created: { id: ID, status: 'pending', status_update_time: UPDATED_AT, enhanced_prompt: PROMPT },
  processing: PROCESSING,
  completed: {
    ...PROCESSING,
    status: 'completed',
    video_url:
      'http://127.0.0.1:3000/files/outputs/vid_01jd3c4y5z6a7b8c9d0e1f2g3h/video.mp4?expires=1768170600&signature=…',
  },
  failed: {
    ...PROCESSING,
    status: 'failed',
    error: { code: 'moderated_input', message: 'Content policy violation' },
  },
} as const;
