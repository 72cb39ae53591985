import { createMemoryHistory, createRouter, type Router } from 'vue-router';

/** The addresses of the kills and of what they link to, without pages behind them: a test mounts its own. */
export function killsRouter(): Router {
  const empty = { template: '<p />' };
  return createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/kills', name: 'kills', component: empty },
      { path: '/kills/:incidentKey', name: 'incident', component: empty },
      { path: '/host/:hostId', name: 'host', component: empty },
    ],
  });
}
