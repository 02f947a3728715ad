/** A file an FFmpeg command reads. The fingerprint stands for its content wherever a plan is hashed. */
export interface GraphInput {
  /** Options in front of `-i`. */
  readonly options: readonly string[];
  readonly path: string;
  readonly fingerprint: string;
  /** Bytes that reading it keeps in memory, roughly. */
  readonly weight?: number;
  /** Where the pictures before those that are seen may be left out if no other needs them. */
  readonly lean?: LeanRead;
}

/** What is read of a film that begins at 0, in seconds of it. */
export interface LeanRead {
  readonly from: number;
  readonly to: number;
  /** Length of the whole file, as it was probed. */
  readonly fileSeconds: number;
}

/** A small file the graph refers to by name (text layers, masks, color tables, command lists); the name holds its hash. */
export interface GraphAsset {
  readonly name: string;
  /** The bytes, when they are asked for: a cached slice never draws its texts. */
  readonly produce: () => Buffer | Promise<Buffer>;
}

/** An FFmpeg filter graph while it is being put together. */
export class FilterGraph {
  readonly inputs: GraphInput[] = [];
  readonly assets = new Map<string, GraphAsset>();
  private readonly lines: string[] = [];
  private nextLabel = 0;
  private nextName = 0;
  /** Labels of pictures that several chains take, each a copy of its own; by label, how many. */
  private readonly copies = new Map<string, number>();
  private readonly labels = new Map<string, string>();

  /** Adds a file; the result is the label of its picture. */
  input(input: GraphInput): string {
    this.inputs.push(input);
    return `${this.inputs.length - 1}:v`;
  }

  /** Adds a file that holds one picture; however often it is asked for, it is read once. */
  stillInput(input: GraphInput): string {
    return this.shared(JSON.stringify([input.path, input.options]), () => this.input(input));
  }

  /** As {@link chain}, for a stream of one picture: what is done to it in the same way is done once. */
  stillChain(from: string, filters: readonly string[]): string {
    return this.shared(JSON.stringify([from, filters]), () => this.chain([from], filters));
  }

  /** Frames of a file that several chains take, decoded once. */
  sharedRead(input: GraphInput, filters: readonly string[]): string {
    const key = JSON.stringify([input.path, input.options, filters]);
    return this.shared(key, () => this.chain([this.input(input)], filters));
  }

  private shared(key: string, make: () => string): string {
    const label = this.labels.get(key) ?? make();
    this.labels.set(key, label);
    if (!this.copies.has(label)) this.copies.set(label, 0);
    return label;
  }

  /** The label under which a chain takes a stream. */
  private taken(label: string): string {
    const taken = this.copies.get(label);
    if (taken === undefined) return label;
    this.copies.set(label, taken + 1);
    return copyLabel(label, taken);
  }

  /** Adds an asset as an input file of its own. */
  assetInput(asset: GraphAsset, options: readonly string[]): string {
    this.assets.set(asset.name, asset);
    return this.input({ options, path: asset.name, fingerprint: asset.name });
  }

  /** Registers an asset that a filter reads by name. */
  file(asset: GraphAsset): string {
    this.assets.set(asset.name, asset);
    return asset.name;
  }

  /** One chain of filters; the result is the label of its output. */
  chain(from: readonly string[], filters: readonly string[]): string {
    return this.chains(from, filters, 1)[0];
  }

  /** A chain whose last filter has several outputs. */
  chains(from: readonly string[], filters: readonly string[], outputs: number): string[] {
    const labels = Array.from({ length: outputs }, () => `s${this.nextLabel++}`);
    const sources = from.map((label) => `[${this.taken(label)}]`).join('');
    const used = filters.filter((filter) => filter !== '');
    this.lines.push(
      `${sources}${used.length > 0 ? used.join(',') : 'null'}${labels.map((label) => `[${label}]`).join('')}`,
    );
    return labels;
  }

  /** Two copies of a stream. */
  split(from: string): [string, string] {
    const [a, b] = this.chains([from], ['split'], 2);
    return [a, b];
  }

  /** Bytes that all inputs together keep in memory, roughly. */
  get weight(): number {
    return this.inputs.reduce((sum, { weight = 0 }) => sum + weight, 0);
  }

  /** A name for a filter instance that commands address. */
  instance(): string {
    return `i${this.nextName++}`;
  }

  text(): string {
    const splits = [...this.copies].map(([label, count]) => {
      const outputs = Array.from({ length: count }, (_, index) => `[${copyLabel(label, index)}]`);
      return `[${label}]${count === 1 ? 'null' : `split=${count}`}${outputs.join('')}`;
    });
    return [...this.lines, ...splits].join(';\n');
  }
}

const copyLabel = (label: string, index: number): string => `${label.replace(':', '')}c${index}`;
