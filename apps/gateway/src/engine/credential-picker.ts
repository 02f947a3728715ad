import { Injectable } from '@nestjs/common';
import type { CredentialSlot } from '@onereel/core';

/** Smooth weighted round robin: over time each credential gets its share, and turns are interleaved. */
@Injectable()
export class CredentialPicker {
  private readonly credit = new Map<string, number>();

  pick(providerId: string, slots: readonly CredentialSlot[]): CredentialSlot {
    const total = slots.reduce((sum, { weight }) => sum + weight, 0);
    let best = slots[0];
    for (const slot of slots) {
      this.credit.set(key(providerId, slot), this.creditOf(providerId, slot) + slot.weight);
      if (this.creditOf(providerId, slot) > this.creditOf(providerId, best)) best = slot;
    }
    this.credit.set(key(providerId, best), this.creditOf(providerId, best) - total);
    return best;
  }

  private creditOf(providerId: string, slot: CredentialSlot): number {
    return this.credit.get(key(providerId, slot)) ?? 0;
  }
}

const key = (providerId: string, { id }: CredentialSlot): string => `${providerId}/${id}`;
