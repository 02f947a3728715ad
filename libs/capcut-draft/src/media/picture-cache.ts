/** Pictures by key, the least recently used leave first. Lives in memory: a lost entry costs one frame. */
export class PictureCache {
  private readonly pictures = new Map<string, Buffer>();
  private bytes = 0;

  /** @param maxBytes of all pictures together */
  constructor(private readonly maxBytes: number) {}

  get(key: string): Buffer | undefined {
    const found = this.pictures.get(key);
    if (found === undefined) return undefined;
    this.pictures.delete(key);
    this.pictures.set(key, found);
    return found;
  }

  /** A picture larger than the whole cache is not kept. */
  set(key: string, picture: Buffer): void {
    this.remove(key);
    if (picture.length > this.maxBytes) return;
    this.pictures.set(key, picture);
    this.bytes += picture.length;
    for (const oldest of this.pictures.keys()) {
      if (this.bytes <= this.maxBytes) return;
      this.remove(oldest);
    }
  }

  private remove(key: string): void {
    this.bytes -= this.pictures.get(key)?.length ?? 0;
    this.pictures.delete(key);
  }
}
