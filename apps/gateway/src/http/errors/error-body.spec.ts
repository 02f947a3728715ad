import { GatewayError } from '@onereel/core';
import { errorBody } from './error-body';

describe('errorBody', () => {
  it('is readable by OpenAI clients and by those that expect flat fields', () => {
    expect(
      errorBody(new GatewayError('invalid_parameter', { param: 'fps', message: 'fps is wrong.' })),
    ).toEqual({
      error: {
        message: 'fps is wrong.',
        type: 'invalid_request_error',
        param: 'fps',
        code: 'invalid_parameter',
      },
      code: 'invalid_parameter',
      message: 'fps is wrong.',
      data: null,
    });
  });
});
