import { ListedModel } from '../gateway/video-gateway';
import { ModelDescriptor } from '../provider/provider-descriptor';

/**
 * The row that will serve a model name: an id, an alias or `<provider>/<id>`, in any case; absent or empty = the gateway's default.
 * `undefined` for names the gateway does not know and will refuse.
 */
export function modelRow(models: readonly ListedModel[], name = ''): ModelDescriptor | undefined {
  if (name === '') return models.find(({ isDefault }) => isDefault === true)?.model;
  const wanted = name.toLowerCase();
  const named = (listed: ListedModel, own: string): boolean =>
    [own, `${listed.providerId}/${own}`].some((candidate) => candidate.toLowerCase() === wanted);
  const byId = models.filter((listed) => named(listed, listed.model.id));
  const byAlias = models.filter((listed) => listed.model.aliases?.some((alias) => named(listed, alias)));
  const rows = [...byId, ...byAlias];
  return (rows.find(({ configured }) => configured) ?? rows[0])?.model;
}
