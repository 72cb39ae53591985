import { describe, expect, it } from 'vitest';
import { ReadSlots } from '../../../../../src/main/sampling/kernelLog/readSlots';
import { settle } from '../../../../support/manualClock';

describe('places', () => {
  it('go to who came first, and not to who has left', async () => {
    const slots = new ReadSlots(1);
    const patient = new AbortController();
    const hasty = new AbortController();
    const leave = await slots.take(patient.signal);
    const got: string[] = [];
    const wait = async (name: string, signal: AbortSignal): Promise<void> => {
      const leaveAgain = await slots.take(signal);
      got.push(leaveAgain === null ? `${name} left` : name);
      leaveAgain?.();
      leaveAgain?.();
    };
    const all = [wait('hasty', hasty.signal), wait('second', patient.signal), wait('third', patient.signal)];
    await settle();
    hasty.abort();
    leave?.();
    await Promise.all(all);
    expect(got).toEqual(['hasty left', 'second', 'third']);
    // Giving a place back twice made no second one.
    await slots.take(patient.signal);
    expect(await slots.take(AbortSignal.abort())).toBeNull();
  });
});
