import assert from 'node:assert/strict';
import { PROVIDER_CONTRACT } from '../../../provider/provider-plugin';
import { loadAsInstalled, readManifest } from '../packed-package';
import { ProviderConformance } from '../provider-conformance';

const SHARED = ['@onereel/core', '@nestjs/common'];

/** 15: the packed package loads. */
export async function packageLine(conformance: ProviderConformance): Promise<void> {
  assert.ok(conformance.package, 'name `package.root`, the folder of the built package');
  const { root } = conformance.package;
  const manifest = await readManifest(root);
  assert.ok(manifest.version, 'package.json has no version');
  for (const name of SHARED) {
    assert.ok(
      manifest.dependencies?.[name] === undefined,
      `${name} must be a peerDependency, so that there is one copy`,
    );
  }
  assert.ok(manifest.peerDependencies?.['@onereel/core'], '@onereel/core is missing from peerDependencies');
  const loaded = await loadAsInstalled(root);
  assert.equal(
    loaded.error,
    undefined,
    `the package does not load (is it built? does \`files\` name everything?)`,
  );
  assert.ok(loaded.marked, 'the default export was not made by defineProviderPlugin');
  assert.equal(loaded.contract, PROVIDER_CONTRACT, 'the package was built against another provider contract');
  if (conformance.plugin !== undefined) assert.equal(loaded.id, conformance.plugin.id);
}
