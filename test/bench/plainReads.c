/*
 * What a full sample costs at least: opens, reads and closes the files that the sampling script reads, and nothing else.
 *
 *     plainReads PASSES    prints the CPU seconds of one pass, user and system
 */
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static const char *const HOST_FILES[] = {
    "/proc/uptime", "/proc/meminfo", "/proc/buddyinfo", "/proc/zoneinfo", "/proc/vmstat", "/proc/pressure/memory",
};
static const char *const PROCESS_FILES[] = {"stat", "oom_score", "oom_score_adj", "status"};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static char buffer[1 << 16];

static void read_all(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  while (read(file, buffer, sizeof buffer) > 0) {
  }
  close(file);
}

static void pass(void) {
  for (size_t i = 0; i < COUNT(HOST_FILES); i++) read_all(HOST_FILES[i]);
  DIR *proc = opendir("/proc");
  if (proc == NULL) exit(1);
  for (struct dirent *entry; (entry = readdir(proc)) != NULL;) {
    if (!isdigit((unsigned char)entry->d_name[0])) continue;
    for (size_t i = 0; i < COUNT(PROCESS_FILES); i++) {
      char path[320];
      snprintf(path, sizeof path, "/proc/%s/%s", entry->d_name, PROCESS_FILES[i]);
      read_all(path);
    }
  }
  closedir(proc);
}

int main(int argc, char **argv) {
  int passes = argc > 1 ? atoi(argv[1]) : 1;
  for (int i = 0; i < passes; i++) pass();
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  double seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
                   (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  printf("%.6f\n", seconds / passes);
  return 0;
}
