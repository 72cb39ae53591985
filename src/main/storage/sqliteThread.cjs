'use strict';

/**
 * A thread that runs the statements it is given on one SQLite file, so that a slow disk never holds up the main thread.
 * It knows nothing of what is stored. It is started from its text: it must need nothing but Node.
 */
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require('node:sqlite');

const database = new DatabaseSync(workerData.path, { readOnly: workerData.isReadOnly });
const statements = new Map();

function prepared(sql) {
  let statement = statements.get(sql);
  if (statement === undefined) {
    statement = database.prepare(sql);
    statements.set(sql, statement);
  }
  return statement;
}

const WORK = {
  /** Statements without parameters; `PRAGMA` and schemas. */
  exec: ({ sql }) => database.exec(sql),
  all: ({ sql, params }) => prepared(sql).all(...params),
  /** All of them or none. */
  transaction: ({ steps }) => {
    database.exec('BEGIN IMMEDIATE');
    try {
      for (const { sql, params } of steps) prepared(sql).run(...params);
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  },
  close: () => database.close(),
};

parentPort.on('message', ({ id, kind, ...request }) => {
  try {
    parentPort.postMessage({ id, answer: WORK[kind](request) ?? null });
  } catch (error) {
    // `errcode` is SQLite's own number (sqlite3.h).
    parentPort.postMessage({ id, problem: { text: String(error.message), errcode: error.errcode ?? null } });
  }
  if (kind === 'close') parentPort.close();
});
