import { describe, expect, it } from 'vitest';
import type { Incident, IncidentPart } from '../../../../src/shared/model';
import { causeOf } from '../../../../src/shared/replay/cause';
import { ownerOf } from '../../../../src/shared/replay/explanation/owner';
import { whatWouldPrevent } from '../../../../src/shared/replay/explanation/prevent';
import { KERNEL_REQUEST } from './causeIncidents';
import { HEADERS, incidentWith, killOf, tasksOf } from './replayIncidents';

const HEADER: readonly IncidentPart[] = [{ kind: 'tasks', lines: { first: 9, last: 9 } }];
const WITHOUT_TABLE = incidentWith({ trigger: KERNEL_REQUEST, kills: [killOf(7)] });

describe('advice on the task table', () => {
  it.each<[string, Partial<Incident>, string | null]>([
    ['only the table is not there', { missing: ['tasks'] }, 'dump-tasks'],
    ['zones are not there either', { missing: ['zone', 'tasks'] }, 'whole-report'],
    ['its header is there', { missing: ['tasks'], parts: HEADER }, 'whole-report'],
    ['nothing is missing', { missing: [] }, null],
    ['the first line is not there', { missing: ['invoker', 'tasks'], trigger: null }, 'whole-report'],
    [
      'a part of it is there',
      { missing: ['tasks'], tasks: tasksOf(HEADERS['4.15'], ['7 0 7 9 8 0 0 0 a']) },
      null,
    ],
  ])('%s', (_name, wanted, name) => {
    const incident = { ...WITHOUT_TABLE, ...wanted };
    const given = whatWouldPrevent(incident, null, causeOf(incident).kind).map(({ message }) => message.code);
    const ofTable = given.filter((code) => /\.(?:dump-tasks|whole-report)$/.test(code));
    expect(ofTable).toEqual(name === null ? [] : [`incident.prevent.${name}`]);
  });
});

describe('groups of Kubernetes', () => {
  it.each([
    ['/kubepods', 'pods'],
    ['/kubepods.slice', 'pods'],
    ['/kubepods.slice/kubepods-besteffort.slice', 'pods'],
    ['/kubepods/burstable', 'pods'],
    ['/kubepods/burstable/pod0f5eb28f-02aa', 'pod'],
    ['/kubepods.slice/kubepods-pod0f5eb28f_02aa.slice/cri-containerd-178e.scope', 'pod'],
  ])('%s', (path, kind) => {
    expect(ownerOf(path)?.kind).toBe(kind);
  });
});
