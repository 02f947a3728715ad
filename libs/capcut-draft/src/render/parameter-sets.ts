/** SPS and PPS of an H.264 decoder configuration. */
interface ParameterSets {
  readonly header: Buffer;
  readonly sequence: readonly Buffer[];
  readonly picture: readonly Buffer[];
}

/**
 * One decoder configuration (avcC) that holds the parameter sets of several, so that slices of different encoders play as
 * one track. Their ids must differ.
 */
export function mergeAvcConfigs(configs: readonly Buffer[]): Buffer {
  const parsed = configs.map(parse);
  const sequence = unique(parsed.flatMap((config) => config.sequence));
  const picture = unique(parsed.flatMap((config) => config.picture));
  const header = Buffer.from(parsed[0].header);
  // Profile and level of the most demanding one.
  header[1] = Math.max(...parsed.map((config) => config.header[1]));
  header[3] = Math.max(...parsed.map((config) => config.header[3]));
  const parts = [
    header,
    Buffer.from([0xe0 | sequence.length]),
    ...sequence.flatMap(sized),
    Buffer.from([picture.length]),
    ...picture.flatMap(sized),
  ];
  // High profiles end with the chroma format and bit depths: 4:2:0, 8 bits.
  if (header[1] >= 100) parts.push(Buffer.from([0xfd, 0xf8, 0xf8, 0x00]));
  return Buffer.concat(parts);
}

/** The parameter sets of a configuration as they stand in front of a key frame. */
export function parameterSets(config: Buffer): Buffer {
  const { sequence, picture } = parse(config);
  return Buffer.concat(
    [...sequence, ...picture].flatMap((set) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(set.length);
      return [length, set];
    }),
  );
}

function parse(config: Buffer): ParameterSets {
  let at = 6;
  const read = (count: number): Buffer[] =>
    Array.from({ length: count }, () => {
      const length = config.readUInt16BE(at);
      const set = config.subarray(at + 2, at + 2 + length);
      at += 2 + length;
      return set;
    });
  const sequence = read(config[5] & 0x1f);
  const pictureCount = config[at];
  at += 1;
  return { header: config.subarray(0, 5), sequence, picture: read(pictureCount) };
}

function sized(set: Buffer): Buffer[] {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(set.length);
  return [length, set];
}

function unique(sets: readonly Buffer[]): Buffer[] {
  return sets.filter((set, index) => sets.findIndex((other) => other.equals(set)) === index);
}
