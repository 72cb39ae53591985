import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  auditExportRequestSchema,
  auditExportSchema,
  auditRowsSchema,
  auditSearchSchema,
  auditVerdictSchema,
} from '../schema/audit';
import {
  changeEventSchema,
  changePlanSchema,
  changeRequestSchema,
  confirmRequestSchema,
  planIdRequestSchema,
  readAgainRequestSchema,
  runIdRequestSchema,
  undoRequestSchema,
  writeModeRequestSchema,
} from '../schema/change';
import { fleetEventSchema, messageSchema } from '../schema/host';
import { hostEventSchema } from '../schema/hostEvent';
import { incidentDetailSchema, incidentEventSchema, logImportResultSchema } from '../schema/incidentFeed';
import {
  checkDriftRequestSchema,
  policyDocumentSchema,
  policyEventSchema,
  policyTextRequestSchema,
  savePolicyRequestSchema,
} from '../schema/policy';
import {
  acceptHostKeyRequestSchema,
  acknowledgeRequestSchema,
  addHostRequestSchema,
  appDescriptionSchema,
  beginImportRequestSchema,
  hostIdRequestSchema,
  importIdRequestSchema,
  importProgressSchema,
  incidentKeyRequestSchema,
  provideSecretRequestSchema,
  pushImportRequestSchema,
  updateHostRequestSchema,
  watchFleetRequestSchema,
  watchHostRequestSchema,
  watchIncidentsRequestSchema,
  watchRequestSchema,
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
  incidents: {
    /** The newest incidents, then the older ones and what changes, in parts. Acknowledged as the fleet's stream is. */
    watchIncidents: answers.input(watchIncidentsRequestSchema).output(eventIterator(incidentEventSchema)),
    readIncident: answers.input(incidentKeyRequestSchema).output(incidentDetailSchema),
    /** Takes an incident off the list. restoreIncident undoes it as long as this process lives. */
    forgetIncident: answers.input(incidentKeyRequestSchema).output(nothing),
    restoreIncident: answers.input(incidentKeyRequestSchema).output(nothing),
    /** Reads a host's kernel log from its beginning again, as far as it is read at all. */
    readLogAgain: answers.input(hostIdRequestSchema).output(nothing),
    /** A log file, plain or gzipped, comes in pieces: begin, push each, finish. */
    beginImport: answers.input(beginImportRequestSchema).output(importIdRequestSchema),
    pushImport: answers.input(pushImportRequestSchema).output(importProgressSchema),
    finishImport: answers.input(importIdRequestSchema).output(logImportResultSchema),
    cancelImport: answers.input(importIdRequestSchema).output(nothing),
  },
  /** The only way to change anything on a host: propose, look at the plan, confirm it. */
  changes: {
    /** Write mode and runs, then what moves. Acknowledged as the fleet's stream is. */
    watchChanges: answers.input(watchRequestSchema).output(eventIterator(changeEventSchema)),
    /** Asks the hosts how things stand and says what would be done. Nothing is written. */
    propose: answers.input(changeRequestSchema).output(changePlanSchema),
    /** The plan that takes changes back, as far as the same processes live. */
    proposeUndo: answers.input(undoRequestSchema).output(changePlanSchema),
    /** Starts to write. What comes of it is in the stream, under the id of the run. */
    confirm: answers.input(confirmRequestSchema).output(runIdRequestSchema),
    discard: answers.input(planIdRequestSchema).output(nothing),
    /** Looks once more what became of a host whose connection broke while it was written. */
    readAgain: answers.input(readAgainRequestSchema).output(nothing),
    setReadOnly: answers.input(writeModeRequestSchema).output(nothing),
  },
  /** Who changed what: append-only. */
  audit: {
    search: answers.input(auditSearchSchema).output(auditRowsSchema),
    /** The plan as it was shown when it was confirmed. */
    readPlan: answers.input(runIdRequestSchema).output(changePlanSchema),
    verify: answers.output(auditVerdictSchema),
    exportEntries: answers.input(auditExportRequestSchema).output(auditExportSchema),
  },
  policies: {
    /** How each host stands to the policy. Acknowledged as the fleet's stream is. */
    watchDrift: answers.input(watchRequestSchema).output(eventIterator(policyEventSchema)),
    read: answers.output(policyDocumentSchema),
    /** What a text would mean; nothing is stored. */
    check: answers.input(policyTextRequestSchema).output(policyDocumentSchema),
    save: answers.input(savePolicyRequestSchema).output(policyDocumentSchema),
    /** Rules that most people want, as text to be taken over. */
    readSuggestions: answers.output(policyDocumentSchema),
    /** Looks at hosts now. */
    checkDrift: answers.input(checkDriftRequestSchema).output(nothing),
  },
};

export type Contract = typeof contract;
