import { copyNumberText } from '../json/number-text';
import type { JsonObject } from '../json/json-value';
import {
  numberOr,
  type DraftDocument,
  type DraftMaterial,
  type DraftSegment,
  type DraftTrack,
} from '../model/draft-document';
import { draftDuration, frameOf, type Frame } from '../read/canvas-facts';
import { endOf, rangeOf } from '../read/segment-facts';

export interface SegmentPlace {
  readonly trackIndex: number;
  readonly segmentIndex: number;
  readonly track: DraftTrack;
  readonly segment: DraftSegment;
}

const startOf = (segment: DraftSegment): number => rangeOf(segment.target_timerange)?.start ?? 0;

/**
 * One edit of a draft. Works on copies of exactly the lists it touches; everything else is shared with the document it came
 * from, which therefore never changes, and which makes the difference of two revisions cheap to find.
 */
export class DraftEdit {
  private readonly draft: DraftDocument;
  private readonly ownLists = new Set<string>();
  private readonly ownTracks = new Set<DraftTrack>();
  private end: number | undefined;
  readonly canvas: Frame;

  constructor(source: DraftDocument) {
    this.canvas = frameOf(source);
    this.end = Math.max(0, numberOr(source.duration, 0));
    this.draft = {
      ...source,
      materials: { ...source.materials },
      tracks: copyNumberText(source.tracks, [...source.tracks]),
    };
  }

  get tracks(): readonly DraftTrack[] {
    return this.draft.tracks;
  }

  /** The root, for reading; write through `setRoot`. */
  get root(): Readonly<DraftDocument> {
    return this.draft;
  }

  setRoot(changes: JsonObject): void {
    Object.assign(this.draft, changes);
  }

  addMaterial<T extends DraftMaterial>(kind: string, material: T): T {
    this.listOf(kind).push(material);
    return material;
  }

  replaceMaterial(kind: string, id: string, changes: JsonObject, drop: readonly string[] = []): void {
    const list = this.listOf(kind);
    const index = list.findIndex((material) => material.id === id);
    if (index < 0) return;
    const next: DraftMaterial = { ...(list[index] as DraftMaterial), ...changes };
    for (const key of drop) delete next[key];
    list[index] = next;
  }

  removeMaterials(ids: ReadonlySet<string>): void {
    for (const [kind, list] of Object.entries(this.draft.materials)) {
      if (!list.some((material) => ids.has(material.id))) continue;
      this.draft.materials[kind] = list.filter((material) => !ids.has(material.id));
      this.ownLists.add(kind);
    }
  }

  findMaterial(id: string): { kind: string; material: DraftMaterial } | undefined {
    for (const [kind, list] of Object.entries(this.draft.materials)) {
      const material = list.find((each) => each.id === id);
      if (material) return { kind, material };
    }
    return undefined;
  }

  addTrack(track: DraftTrack): DraftTrack {
    this.draft.tracks.push(track);
    this.ownTracks.add(track);
    track.segments.forEach((segment) => this.extend(segment));
    return track;
  }

  /** Replaces the segments of one track, e.g. to fill the empty main track. */
  setSegments(trackIndex: number, segments: DraftSegment[]): void {
    const track = this.trackForWriting(trackIndex);
    track.segments = segments;
    this.end = undefined;
  }

  replaceSegment(place: SegmentPlace, changes: JsonObject): DraftSegment {
    const track = this.trackForWriting(place.trackIndex);
    const segment: DraftSegment = { ...(track.segments[place.segmentIndex] as DraftSegment), ...changes };
    track.segments[place.segmentIndex] = segment;
    if (changes.target_timerange) this.end = undefined;
    // The applications expect a track in the order of time.
    if (startOf(segment) !== startOf(place.segment)) track.segments.sort((a, b) => startOf(a) - startOf(b));
    return segment;
  }

  removeTrack(trackIndex: number): void {
    this.draft.tracks.splice(trackIndex, 1);
    this.end = undefined;
    for (let index = trackIndex; index < this.draft.tracks.length; index++) this.renumber(index, index + 1);
  }

  findSegment(id: string): SegmentPlace | undefined {
    for (let trackIndex = 0; trackIndex < this.draft.tracks.length; trackIndex++) {
      const track = this.draft.tracks[trackIndex] as DraftTrack;
      const segmentIndex = track.segments.findIndex((segment) => segment.id === id);
      const segment = track.segments[segmentIndex];
      if (segment) return { trackIndex, segmentIndex, track, segment };
    }
    return undefined;
  }

  /** The edited document, its duration brought up to date. */
  finish(): DraftDocument {
    this.draft.duration = this.end ?? draftDuration(this.draft);
    return this.draft;
  }

  /** Segments that name the place of their track follow it. */
  private renumber(index: number, before: number): void {
    const named = ({ track_render_index: place }: DraftSegment): boolean => place === before;
    if (!(this.draft.tracks[index] as DraftTrack).segments.some(named)) return;
    const track = this.trackForWriting(index);
    track.segments = track.segments.map((segment) =>
      named(segment) ? { ...segment, track_render_index: index } : segment,
    );
  }

  private extend(segment: DraftSegment): void {
    const range = rangeOf(segment.target_timerange);
    if (range && this.end !== undefined) this.end = Math.max(this.end, endOf(range));
  }

  private listOf(kind: string): DraftMaterial[] {
    if (!this.ownLists.has(kind)) {
      this.draft.materials[kind] = [...(this.draft.materials[kind] ?? [])];
      this.ownLists.add(kind);
    }
    return this.draft.materials[kind] as DraftMaterial[];
  }

  private trackForWriting(index: number): DraftTrack {
    const track = this.draft.tracks[index] as DraftTrack;
    if (this.ownTracks.has(track)) return track;
    const copy: DraftTrack = { ...track, segments: [...track.segments] };
    this.draft.tracks[index] = copy;
    this.ownTracks.add(copy);
    return copy;
  }
}
