import { createRouter, createWebHashHistory, type Router } from 'vue-router';
import ChangesPage from './pages/changes/ChangesPage.vue';
import FleetPage from './pages/fleet/FleetPage.vue';
import KillsPage from './pages/kills/KillsPage.vue';
import NotFoundPage from './pages/NotFoundPage.vue';

/**
 * The pages. Their addresses live in the fragment, since the desktop shell loads the page from a file. The host page
 * brings the charts, so it is loaded when it is first opened, and so are that of an incident and the policies.
 */
export function createAppRouter(): Router {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', name: 'fleet', component: FleetPage },
      {
        path: '/host/:hostId',
        name: 'host',
        component: () => import('./pages/host/HostPage.vue'),
        props: true,
      },
      { path: '/kills', name: 'kills', component: KillsPage },
      {
        path: '/kills/:incidentKey',
        name: 'incident',
        component: () => import('./pages/incident/IncidentPage.vue'),
        props: true,
      },
      { path: '/changes', name: 'changes', component: ChangesPage },
      {
        path: '/policies',
        name: 'policies',
        component: () => import('./pages/policies/PoliciesPage.vue'),
      },
      { path: '/:rest(.*)*', name: 'not-found', component: NotFoundPage },
    ],
  });
}
