import type { HostSample, HostSurvey, ProcessSample, SurveyedProcess } from '../model';
import { message } from '../model';
import { isKernelThread } from '../oom/scoreScale';
import { ownerOf } from '../replay/explanation/owner';

/**
 * What a sample alone can say to a policy: there are no program files in it and no unit files, and cgroups of some
 * processes only. For recordings, whose host cannot be asked.
 */
export function surveyOfSample(sample: Pick<HostSample, 'processes'>): HostSurvey {
  return {
    processes: sample.processes.filter((process) => !isKernelThread(process)).map(surveyedOf),
    units: [],
    notes: [message('policy.note-sample')],
  };
}

function surveyedOf(process: ProcessSample): SurveyedProcess {
  const { pid, ppid, uid, user, comm, cgroup, oomScoreAdj, oomAdj } = process;
  const owner = ownerOf(cgroup);
  return {
    pid,
    ppid,
    // Only a recording may lack it, and nothing can be written to one.
    startTicks: process.startTicks ?? 0,
    uid,
    user,
    comm,
    exe: null,
    cgroup,
    unit: owner?.kind === 'unit' ? owner.unit : null,
    oomScoreAdj,
    oomAdj,
  };
}
