import type { VideoInput } from '@onereel/core';
import { forgetSignatures, isForgotten } from './forget-signatures';
import { newTaskRecord } from './task-changes';

const SIGNED = 'https://files.example/a.png?X-Amz-Signature=s3cret#part';
const PLAIN: VideoInput = { role: 'last_frame', source: { kind: 'url', url: 'https://files.example/b.png' } };
const STORED: VideoInput = {
  role: 'reference',
  source: { kind: 'stored', key: 'k', sha256: 's', bytes: 1, mediaType: 'image/png' },
};
const signed: VideoInput = { role: 'first_frame', source: { kind: 'url', url: SIGNED } };
const task = {
  ...newTaskRecord({
    ...{ id: 'vid_1', kind: 'video', ownerId: 'me', dialect: 'native', model: 'm', clientReference: 'r' },
    now: 1,
  }),
  request: { model: 'm', inputs: [signed, PLAIN, STORED] },
  callbackUrl: 'https://me.example/hook?token=s3cret',
};

it.each(['completed', 'failed', 'cancelled'] as const)('what is %s keeps no query', (status) => {
  const change = forgetSignatures(task, { status });
  expect(change).toEqual({
    status,
    request: {
      model: 'm',
      inputs: [
        { role: 'first_frame', source: { kind: 'url', url: 'https://files.example/a.png?forgotten' } },
        PLAIN,
        STORED,
      ],
    },
    callbackUrl: 'https://me.example/hook?forgotten',
  });
  expect(change.request?.inputs.map(isForgotten)).toEqual([true, false, false]);
});

it.each(['processing', 'stalled'] as const)('what is %s may still need it', (status) => {
  expect(forgetSignatures(task, { status })).toEqual({ status });
});

it('nothing to forget is no change', () => {
  const plain = { ...task, request: { model: 'm', inputs: [PLAIN, STORED] }, callbackUrl: null };
  expect(forgetSignatures(plain, { status: 'failed' })).toEqual({ status: 'failed' });
});
