import type { EngineLinks } from '../engine/engine-settings';
import type { SignedFiles } from './files/signed-files';
import type { PublicAddress } from './server/public-address';

/** The URLs of this host that the engine hands on. */
export function engineLinks(address: PublicAddress, files: SignedFiles): EngineLinks {
  const external = address.external();
  return {
    content: (taskId, outputId) => {
      const url = `${address.current()}/v1/videos/${encodeURIComponent(taskId)}/content`;
      return outputId === 'video' ? url : `${url}?output=${encodeURIComponent(outputId)}`;
    },
    file: (key) => `${address.current()}${files.path(key)}`,
    ...(external !== undefined && {
      input: (key: string) => `${external}${files.path(key)}`,
      callback: (providerId: string) => `${external}/callbacks/${encodeURIComponent(providerId)}`,
    }),
  };
}
