import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a process and everything below it, bytes; pages they share count once. Linux only. */
export function treeMemory(root: number): number {
  const children = childrenByParent();
  const family = [root];
  for (const pid of family) family.push(...(children.get(pid) ?? []));
  return family.reduce((sum, pid) => sum + proportionalSet(pid), 0);
}

/** Ids of all processes below one. */
export function descendants(root: number): number[] {
  const children = childrenByParent();
  const family = [root];
  for (const pid of family) family.push(...(children.get(pid) ?? []));
  return family.slice(1);
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? parentOf(pid) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  return children;
}

function parentOf(pid: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  // The name in brackets may hold anything, brackets too.
  const rest = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return rest && Number(rest[1]);
}

function proportionalSet(pid: number): number {
  const kilobytes = /^Pss: +(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
