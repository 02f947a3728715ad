import { createServer, get, Server } from 'node:https';
import { AddressInfo } from 'node:net';
import { GatewayError } from '../errors/gateway-error';
import { createAddressRules } from './address-rules';
import { ADDRESS_BLOCKED, createGuardedAgents, HostLookup } from './guarded-agents';
import { createProviderHttp } from './provider-http.client';
import { ProviderConnections } from './provider-connections';

/** Made for this test alone; protects nothing. Valid for localhost and files.test. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgl8USx6vq5Nq2cGqP
j72+pORGll3d0OmZR0yIOu3OYgOhRANCAASAiQJsvG6zxvnGx5Swks4bFtSACddT
OEyOVtAJ5AYGd/T7WhUtv/U+VS9DbbAdtbbgHNZvsCZtk+UHFNneTvdD
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBoTCCAUegAwIBAgIUJ0w6DU+MIL35siOGXVStnjua8AIwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTEwNTExNloYDzIxMjYxMDI4
MTA1MTE2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASAiQJsvG6zxvnGx5Swks4bFtSACddTOEyOVtAJ5AYGd/T7WhUtv/U+
VS9DbbAdtbbgHNZvsCZtk+UHFNneTvdDo3UwczAdBgNVHQ4EFgQUtiQRAEwmF/HJ
lS01fvf3ACLXQbswHwYDVR0jBBgwFoAUtiQRAEwmF/HJlS01fvf3ACLXQbswDwYD
VR0TAQH/BAUwAwEB/zAgBgNVHREEGTAXgglsb2NhbGhvc3SCCmZpbGVzLnRlc3Qw
CgYIKoZIzj0EAwIDSAAwRQIgMlItgV7Ne1IJEFUapoWZwg8ok36TVfqvCYyqMoFg
qg4CIQCTgddZ7utLaP/qu/si6Qz61xm+fem/WYr7hJbdftv9Dg==
-----END CERTIFICATE-----`;

describe('outgoing HTTPS', () => {
  let server: Server;
  let port: number;
  let connections: ProviderConnections;

  beforeAll(async () => {
    server = createServer({ key: KEY, cert: CERTIFICATE }, (request, response) => {
      if (request.url === '/drop') response.destroy();
      else response.end(`hello ${String(request.headers.host).split(':')[0]}`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  beforeEach(() => (connections = new ProviderConnections()));
  afterEach(() => connections.close());
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const trusting = (): ProviderConnections => {
    for (const pair of [connections.reused, connections.fresh]) pair.https.options.ca = CERTIFICATE;
    return connections;
  };
  const post = (path: string) =>
    createProviderHttp({ connections })
      .request({ method: 'POST', url: `https://localhost:${port}${path}`, body: {} })
      .then(
        ({ text }) => text,
        (error: unknown) => (GatewayError.isInstance(error) ? error.code : String(error)),
      );

  it('knows that a refused certificate means nothing was sent, and a cut connection that it may have been', async () => {
    expect(await post('/')).toBe('provider_unreachable');
    trusting();
    expect(await post('/')).toBe('hello localhost');
    expect(await post('/drop')).toBe('submit_unknown');
  });

  const lookup: HostLookup = (_host, _options, callback) =>
    callback(null, [{ address: '127.0.0.1', family: 4 }]);
  const fetchGuarded = (host: string, allowPrivateHosts: string[]): Promise<string> => {
    const { https } = createGuardedAgents(createAddressRules({ allowPrivateHosts }), lookup);
    https.options.ca = CERTIFICATE;
    return new Promise<string>((resolve) => {
      const outgoing = get(`https://${host}:${port}/`, { agent: https }, (response) => {
        response.setEncoding('utf8').once('data', resolve);
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
    }).finally(() => https.destroy());
  };

  it.each([
    ['files.test', ['files.test'], 'hello files.test'],
    ['other.test', ['other.test'], 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['files.test', [], ADDRESS_BLOCKED],
    ['127.0.0.1', [], ADDRESS_BLOCKED],
  ])('guarded agents: %s with %j allowed gives %s', async (host, allowed, outcome) => {
    // A literal address throws where the socket is made.
    const result = await new Promise((resolve) => resolve(fetchGuarded(host, allowed))).catch(
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect(result).toBe(outcome);
  });
});
