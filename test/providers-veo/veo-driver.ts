import { GatewayError, PollResult, ProviderHandle, SubmitResult } from '@onereel/core';
import veoPlugin, { VeoOptions, VeoVideoProvider } from '@onereel/providers-veo';
import { ProviderDriver } from '../providers-kling/provider-driver';

/** A provider as the plugin makes it from environment lines; its first account drives. */
export function driveVeo(environment: Readonly<Record<string, string>>): ProviderDriver {
  const parsed = veoPlugin.parseOptions(environment);
  if (parsed.state !== 'configured') throw new Error(JSON.stringify(parsed));
  const driver = new ProviderDriver(new VeoVideoProvider(parsed.options as VeoOptions));
  driver.credentialId = driver.provider.credentials[0].id;
  return driver;
}

export function accepted(result: SubmitResult): ProviderHandle {
  if (result.outcome !== 'accepted') throw new Error(JSON.stringify(result));
  return JSON.parse(JSON.stringify(result.handle)) as ProviderHandle;
}

export const submit = async (
  driver: ProviderDriver,
  model = 'veo-3.1',
  more: object = {},
): Promise<ProviderHandle> =>
  accepted(await driver.provider.submit(driver.request({ model, ...more }), driver.context()));

export const poll = (driver: ProviderDriver, handle: ProviderHandle): Promise<PollResult> =>
  driver.provider.poll(handle, driver.context());

/** The bytes of the first output, opened the way the host does. */
export async function firstVideo(driver: ProviderDriver, handle: ProviderHandle): Promise<Buffer> {
  const result = await poll(driver, handle);
  if (result.state !== 'completed') throw new Error(JSON.stringify(result));
  const [output] = result.outputs;
  if (output.source.kind === 'url') return Buffer.from(await (await fetch(output.source.url)).arrayBuffer());
  const opened = await driver.provider.openOutput?.(output, handle, driver.context());
  const chunks: Buffer[] = [];
  for await (const chunk of opened?.stream ?? []) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

export const errorOf = (promise: Promise<unknown>): Promise<GatewayError> =>
  promise.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: unknown) => (GatewayError.isInstance(error) ? error : Promise.reject(error as Error)),
  );
