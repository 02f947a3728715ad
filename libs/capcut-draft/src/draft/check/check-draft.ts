import { numberOr, stringOr, type DraftDocument } from '../model/draft-document';
import { indexMaterials } from '../read/material-index';
import { endOf, type SegmentFacts } from '../read/segment-facts';
import { tracksOf, type TrackFacts } from '../read/track-facts';
import { canvasFacts } from '../read/canvas-facts';
import { isOnGrid } from '../write/frame-grid';

/** What an application would refuse (`error`) or show otherwise than meant (`warning`). */
export interface DraftFinding {
  readonly severity: 'error' | 'warning';
  /** Where, as a path: `tracks[1].segments[0]`. */
  readonly at: string;
  readonly problem: string;
  readonly cure: string;
}

const GRID_SLACK = 2;

/** References, ids, order, ranges and frame grid of a timeline. An empty list: nothing to complain about. */
export function checkDraft(draft: DraftDocument): DraftFinding[] {
  const findings: DraftFinding[] = [];
  const materials = indexMaterials(draft);
  const { fps, duration } = canvasFacts(draft);
  checkIds(draft, findings);
  for (const track of tracksOf(draft)) {
    track.segments.forEach((segment, index) => {
      const at = `tracks[${track.index}].segments[${index}]`;
      const material = materials.find(segment.materialId);
      if (!material)
        findings.push(
          error(
            at,
            `its material ${segment.materialId} does not exist`,
            'Remove the segment or restore the material.',
          ),
        );
      for (const ref of segment.refs) {
        if (!materials.find(ref))
          findings.push(warning(at, `its companion ${ref} does not exist`, 'Drop the reference.'));
      }
      checkRanges(segment, numberOr(material?.material.duration, 0), at, fps, findings);
    });
    checkOrder(track, (ref) => materials.find(ref)?.kind === 'transitions', findings);
  }
  const stated = numberOr(draft.duration, 0);
  if (stated !== duration)
    findings.push(
      warning(
        'duration',
        `it says ${stated} µs, the last segment ends at ${duration} µs`,
        'Write the real end.',
      ),
    );
  return findings;
}

function checkIds(draft: DraftDocument, findings: DraftFinding[]): void {
  const seen = new Set<string>();
  const visit = (id: unknown, at: string) => {
    const name = stringOr(typeof id === 'string' ? id : undefined, '');
    if (name === '') findings.push(error(at, 'it has no id', 'Give it a unique id.'));
    else if (seen.has(name))
      findings.push(error(at, `the id ${name} is used twice`, 'Give each object an id of its own.'));
    seen.add(name);
  };
  draft.tracks.forEach((track, index) => {
    visit(track.id, `tracks[${index}]`);
    track.segments.forEach((segment, place) => visit(segment.id, `tracks[${index}].segments[${place}]`));
  });
  for (const [kind, list] of Object.entries(draft.materials))
    list.forEach((material, index) => visit(material.id, `materials.${kind}[${index}]`));
}

function checkRanges(
  segment: SegmentFacts,
  available: number,
  at: string,
  fps: number,
  findings: DraftFinding[],
): void {
  const { target, source, speed } = segment;
  if (target.start < 0 || target.duration <= 0)
    findings.push(
      error(
        at,
        `its place ${target.start}+${target.duration} µs is empty or negative`,
        'Give it a positive length.',
      ),
    );
  if (![target.start, endOf(target)].every((time) => isOnGrid(time, fps))) {
    findings.push(warning(at, `it does not lie on the ${fps} fps grid`, 'Round both ends to whole frames.'));
  }
  if (!source) return;
  const frame = 1_000_000 / fps;
  if (available > 0 && endOf(source) > available + frame) {
    findings.push(
      error(
        at,
        `it uses the source up to ${endOf(source)} µs, which is ${available} µs long`,
        'Shorten the segment.',
      ),
    );
  }
  if (Math.abs(source.duration / speed - target.duration) > frame + GRID_SLACK) {
    findings.push(
      warning(
        at,
        `source length ÷ speed is ${Math.round(source.duration / speed)} µs, its place ${target.duration} µs`,
        'Make the two agree.',
      ),
    );
  }
}

function checkOrder(
  track: TrackFacts,
  isTransition: (ref: string) => boolean,
  findings: DraftFinding[],
): void {
  track.segments.forEach((right, index) => {
    const left = track.segments[index - 1];
    if (!left) return;
    const at = `tracks[${track.index}].segments[${index}]`;
    if (right.target.start < left.target.start)
      findings.push(error(at, 'it starts before the one in front of it', 'Sort the track by start.'));
    else if (right.target.start < endOf(left.target) - GRID_SLACK && !left.refs.some(isTransition)) {
      findings.push(error(at, 'it overlaps the one in front of it', 'Move one of them to another track.'));
    }
  });
}

function error(at: string, problem: string, cure: string): DraftFinding {
  return { severity: 'error', at, problem, cure };
}

function warning(at: string, problem: string, cure: string): DraftFinding {
  return { severity: 'warning', at, problem, cure };
}
