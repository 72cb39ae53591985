/** The letters of `/proc/PID/stat` that the catalogue explains (task_state_array in fs/proc/array.c). */
const STATE_LETTERS = ['R', 'S', 'D', 'Z', 'T', 't', 'X', 'I'] as const;
export type StateLetter = (typeof STATE_LETTERS)[number];

/** Old kernels had other letters too; those are shown without an explanation. */
export function isStateLetter(state: string): state is StateLetter {
  return STATE_LETTERS.some((letter) => letter === state);
}
