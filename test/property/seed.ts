import fc from 'fast-check';

/**
 * The gate tries the same cases each time, so that it judges the change and not the luck of the day; `npm run property` tries
 * new ones. `PROPERTY_SEED` names the cases of an earlier run.
 */
const GATE_SEED = 20_261_125;

const named = Number(process.env['PROPERTY_SEED']);
if (Number.isInteger(named) && named !== 0) fc.configureGlobal({ seed: named });
else if (process.env['CI'] !== undefined) fc.configureGlobal({ seed: GATE_SEED });
