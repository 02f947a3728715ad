import { Service } from '@volcengine/openapi';

export interface JimengReply {
  readonly code: number;
  readonly status: number;
  readonly message: string;
  readonly data: { readonly task_id?: string; readonly status?: string; readonly video_url?: string } | null;
  readonly task_id?: string;
  readonly warnings?: { readonly field?: string }[];
  readonly ResponseMetadata?: { readonly Error?: { readonly Code: string; readonly Message: string } };
}

/** The vendor's own client, pointed to a gateway. It signs, and looks at bodies only. */
export class VolcengineClient {
  private readonly service: Service;

  /** @param pathname absent = the client's own, the root */
  constructor(
    gatewayUrl: string,
    account: { readonly accessKeyId: string; readonly secretKey: string },
    private readonly pathname?: string,
  ) {
    const { host } = new URL(gatewayUrl);
    this.service = new Service({
      host,
      protocol: 'http:',
      serviceName: 'cv',
      region: 'cn-north-1',
      ...account,
    });
  }

  submit(body: object): Promise<JimengReply> {
    return this.call('CVSync2AsyncSubmitTask', body);
  }

  result(task_id: string, req_key = 'jimeng_t2v_v30'): Promise<JimengReply> {
    return this.call('CVSync2AsyncGetResult', { req_key, task_id });
  }

  async generate(body: object): Promise<JimengReply & { readonly id: string }> {
    const created = await this.submit(body);
    if (created.code !== 10000) throw new Error(JSON.stringify(created));
    const id = String(created.data?.task_id);
    return { ...(await this.wait(id)), id };
  }

  async wait(id: string): Promise<JimengReply> {
    for (let asked = 0; asked < 300; asked += 1) {
      const reply = await this.result(id);
      if (reply.code !== 10000 || reply.data?.status === 'done') return reply;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${id} does not end`);
  }

  private call(Action: string, body: object): Promise<JimengReply> {
    const api = this.service.createJSONAPI(Action, { Version: '2022-08-31' });
    const params = this.pathname === undefined ? {} : { pathname: this.pathname };
    return api(body as never, params as never) as unknown as Promise<JimengReply>;
  }
}
