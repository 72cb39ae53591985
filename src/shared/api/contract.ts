import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { fleetEventSchema, messageSchema } from '../schema/host';
import { hostEventSchema } from '../schema/hostEvent';
import {
  acceptHostKeyRequestSchema,
  acknowledgeRequestSchema,
  addHostRequestSchema,
  appDescriptionSchema,
  hostIdRequestSchema,
  provideSecretRequestSchema,
  updateHostRequestSchema,
  watchFleetRequestSchema,
  watchHostRequestSchema,
} from '../schema/requests';

const nothing = z.object({});

/**
 * Errors a person may see. `refused`: the request was understood and cannot be done; `sentence` says why and what to
 * do instead. Anything else that goes wrong in main arrives as a bare internal error, with the detail in main's log.
 */
const answers = oc.errors({ REFUSED: { data: z.object({ sentence: messageSchema }) } });

/** The one definition of what the renderer may ask of main, carried over MessagePort and WebSocket alike. */
export const contract = {
  app: {
    describe: answers.output(appDescriptionSchema),
    /** Main's clock now: a page behind a tunnel has another one, and ages are differences to main's times. */
    readClock: answers.output(z.object({ nowMs: z.number() })),
    /** Adds or removes the demo fleet. It is never stored. */
    showDemo: answers.input(z.object({ isShown: z.boolean() })).output(nothing),
  },
  fleet: {
    /** A snapshot, then deltas, at most five a second and never more than one ahead of the last acknowledgement. */
    watchFleet: answers.input(watchFleetRequestSchema).output(eventIterator(fleetEventSchema)),
    acknowledge: answers.input(acknowledgeRequestSchema).output(nothing),
    addHost: answers.input(addHostRequestSchema).output(hostIdRequestSchema),
    /** Puts the machine that main runs on back on the list. */
    addThisMachine: answers.output(hostIdRequestSchema),
    updateHost: answers.input(updateHostRequestSchema).output(nothing),
    removeHost: answers.input(hostIdRequestSchema).output(nothing),
    /** Undoes removeHost as long as this process lives. */
    restoreHost: answers.input(hostIdRequestSchema).output(nothing),
    reconnectHost: answers.input(hostIdRequestSchema).output(nothing),
    pauseHost: answers.input(hostIdRequestSchema).output(nothing),
    acceptHostKey: answers.input(acceptHostKeyRequestSchema).output(nothing),
    provideSecret: answers.input(provideSecretRequestSchema).output(nothing),
  },
  host: {
    /** The host's recent past, then each sample. Acknowledged as the fleet's stream is. */
    watchHost: answers.input(watchHostRequestSchema).output(eventIterator(hostEventSchema)),
  },
};

export type Contract = typeof contract;
