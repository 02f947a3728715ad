import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { TaskOutput } from '@onereel/core';
import { ARTIFACT_STORE, type ArtifactStore } from '@onereel/core/engine';
import { ArtifactResponder, type ArtifactResponse } from './artifact-responder';
import { SignedFiles } from './signed-files';

/**
 * `proxy` streams through the gateway, `redirect` sends clients to a signed link, `auto` redirects only where the store has public
 * links of its own.
 */
export type ContentDeliveryMode = 'auto' | 'proxy' | 'redirect';

export const CONTENT_DELIVERY_MODE = Symbol.for('onereel.content-delivery-mode');

const LINK_SECONDS = 3600;

/** Hands a stored result to a client that was allowed to have it. Handlers that use it take `@Res()`. */
@Injectable()
export class ContentDelivery {
  constructor(
    @Inject(CONTENT_DELIVERY_MODE) private readonly mode: ContentDeliveryMode,
    @Inject(ARTIFACT_STORE) private readonly store: ArtifactStore,
    private readonly responder: ArtifactResponder,
    private readonly links: SignedFiles,
  ) {}

  /** @param options.redirect the client's wish, which overrules the mode */
  async send(
    request: IncomingMessage,
    response: ServerResponse,
    output: TaskOutput,
    options: ArtifactResponse & { readonly redirect?: boolean },
  ): Promise<void> {
    const link = await this.link(output, options.redirect);
    if (link === undefined) return this.responder.send(request, response, output, options);
    response.writeHead(307, { Location: link, 'Cache-Control': 'no-store', 'Content-Length': 0 }).end();
  }

  private async link(output: TaskOutput, redirect: boolean | undefined): Promise<string | undefined> {
    const wanted = redirect ?? (this.mode === 'redirect' || (this.mode === 'auto' && this.store.signedUrl));
    if (!wanted) return undefined;
    const own = { expiresInSeconds: LINK_SECONDS, mediaType: output.mediaType };
    return (await this.store.signedUrl?.(output.key, own)) ?? this.links.path(output.key);
  }
}
