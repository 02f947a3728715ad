import { webhookHeaders } from './webhook-headers';

const MESSAGE = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: 1614265330_999,
  body: '{"test": 2432232314}',
};

describe('webhookHeaders', () => {
  it('reproduces the vector of the Standard Webhooks specification', () => {
    expect(webhookHeaders(MESSAGE, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toEqual({
      'webhook-id': MESSAGE.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('takes other texts as they are, and signs once for each secret', () => {
    const { 'webhook-signature': signature } = webhookHeaders(MESSAGE, ['plain secret', 'another']);
    expect(signature).toMatch(/^v1,[\w+/]{43}= v1,[\w+/]{43}=$/);
    expect(new Set(signature.split(' ')).size).toBe(2);
  });
});
