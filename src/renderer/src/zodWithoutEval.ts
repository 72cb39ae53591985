import { z } from 'zod';

/*
 * zod probes for `eval` when an object schema is made, and the page's CSP reports that as a violation. Imported first
 * in main.ts, since the schemas are made when the contract's module is evaluated.
 */
z.config({ jitless: true });
