/** How many steps of a slider make up what the host or the cgroup has: half of it can go, twice as much can come. */
export const MEMORY_STEPS = 200;
