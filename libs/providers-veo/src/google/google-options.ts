import { GatewayError, JsonObject, RequestWarning, ResolvedVideoRequest, unsupported } from '@onereel/core';
import { checkOptions } from '../provider/option-rules';
import type { GoogleFiles, GoogleFlavor } from './google-files';

export interface GoogleOptions {
  /** Joins `parameters`. */
  readonly parameters: JsonObject;
  readonly labels?: JsonObject[string];
  /** Address of a clip to extend. */
  readonly clip?: string;
}

const named = (name: string): string => `providerOptions.veo.${name}`;

/** `providerOptions.veo` as Google takes it together with the rest of the request. @throws `invalid_parameter` */
export function googleOptions(
  request: ResolvedVideoRequest,
  files: GoogleFiles,
  flavor: GoogleFlavor,
  warnings: RequestWarning[],
): GoogleOptions {
  const values = checkOptions(request.providerOptions?.veo, flavor, warnings);
  const { labels, video, resizeMode, ...parameters } = values;
  checkCouplings(values, files, flavor);
  if (resizeMode !== undefined && !files.first) {
    warnings.push(unsupported(named('resizeMode'), 'resizeMode was ignored: it is about a first frame'));
  }
  const canExtend = request.resolvedModel.modes.includes('video-extend');
  if (video !== undefined && !canExtend) {
    warnings.push(
      unsupported(named('video'), `${request.resolvedModel.id} cannot extend videos; video was ignored`),
    );
  }
  return {
    parameters: { ...parameters, ...(resizeMode !== undefined && files.first && { resizeMode }) },
    ...(labels !== undefined && { labels }),
    ...(typeof video === 'string' && canExtend && { clip: video }),
  };
}

function checkCouplings(
  { compressionQuality, storageUri, personGeneration }: JsonObject,
  { first, references }: GoogleFiles,
  flavor: GoogleFlavor,
): void {
  if (compressionQuality === 'LOSSLESS' && storageUri === undefined) {
    throw new GatewayError('invalid_parameter', {
      param: named('compressionQuality'),
      message: `${named('compressionQuality')} LOSSLESS needs ${named('storageUri')}. Set it to a gs:// address.`,
    });
  }
  const hasPictures = first !== undefined || references.length > 0;
  if (flavor === 'gemini' && hasPictures && personGeneration === 'allow_all') {
    throw new GatewayError('invalid_parameter', {
      param: named('personGeneration'),
      message: `${named('personGeneration')} must be allow_adult together with pictures.`,
    });
  }
}
