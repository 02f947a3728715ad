import { PROVIDER_CONTRACT, isProviderPlugin, type ProviderPlugin } from '@onereel/core';
import type { PluginProblem } from './plugin-problem';

export type CheckedPlugin =
  | { readonly ok: true; readonly plugin: ProviderPlugin }
  | { readonly ok: false; readonly problem: PluginProblem };

const MEMBERS: readonly [name: keyof ProviderPlugin, fits: (value: unknown) => boolean, expected: string][] =
  [
    ['id', (value) => typeof value === 'string' && /^[a-z][a-z0-9-]*$/.test(value), 'a kebab-case name'],
    ['environment', isKeyList, 'a list of { name, description }'],
    ['descriptor', isDescriptor, 'a descriptor with id, title, poll and models'],
    ['parseOptions', (value) => typeof value === 'function', 'a function'],
    ['module', (value) => typeof value === 'function', 'a function'],
    ['dialect', (value) => value === undefined || typeof value === 'function', 'a function or absent'],
  ];

/** Finds the plugin among a package's exports and checks its form before anything of it runs. */
export function checkPlugin(packageName: string, exports: Record<string, unknown>): CheckedPlugin {
  const problem = (kind: PluginProblem['kind'], message: string): CheckedPlugin => ({
    ok: false,
    problem: { kind, packageName, message },
  });
  const plugin = candidates(exports).find(isProviderPlugin);
  if (!plugin) {
    return problem(
      'wrong_shape',
      `${packageName} is not a OneReel provider: its default export was not made with defineProviderPlugin of @onereel/core. Check the name, or ask its author.`,
    );
  }
  if (plugin.contract !== PROVIDER_CONTRACT) {
    const newer = typeof plugin.contract === 'number' && plugin.contract > PROVIDER_CONTRACT;
    return problem(
      'wrong_contract',
      `${packageName} follows provider contract ${String(plugin.contract)}, this gateway ${PROVIDER_CONTRACT}. ${
        newer ? 'Update OneReel' : `Update it with: npm install ${packageName}@latest`
      }.`,
    );
  }
  const faults = MEMBERS.filter(([name, fits]) => !fits(plugin[name])).map(
    ([name, , expected]) => `"${name}" must be ${expected}`,
  );
  if (faults.length === 0 && plugin.descriptor.id !== plugin.id) {
    faults.push(`"descriptor.id" must equal "id" (${plugin.id})`);
  }
  if (faults.length === 0) return { ok: true, plugin };
  return problem('wrong_shape', `${packageName} has the wrong form: ${faults.join('; ')}. Ask its author.`);
}

/** A default export, also one of a CommonJS package seen through `import()`. */
function candidates(exports: Record<string, unknown>): unknown[] {
  const { default: first } = exports;
  return [first, isRecord(first) ? first.default : undefined];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function isKeyList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (key) =>
        isRecord(key) &&
        typeof key.name === 'string' &&
        /^[A-Z][A-Z0-9_]*$/.test(key.name) &&
        typeof key.description === 'string',
    )
  );
}

function isDescriptor(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    typeof value.title === 'string' &&
    isRecord(value.poll) &&
    Array.isArray(value.models) &&
    value.models.every((model) => isRecord(model) && typeof model.id === 'string')
  );
}
