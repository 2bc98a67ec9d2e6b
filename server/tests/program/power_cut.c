// What a disk holds after a power cut: only what was synchronized. Loaded before the C library (LD_PRELOAD), this copies
// each file below POWER_DISK to POWER_KEPT whenever the program has synchronized it, and takes away there what the program
// unlinks. Once the program is killed, POWER_KEPT is the disk.
// While a file is at POWER_FULL, there is no room on that disk either.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int kept(const char *path, char *to) {
  const char *disk = getenv("POWER_DISK"), *kept = getenv("POWER_KEPT");
  size_t length = disk ? strlen(disk) : 0;
  if (!kept || !length || strncmp(path, disk, length) || path[length] != '/') return 0;
  return snprintf(to, PATH_MAX, "%s%s", kept, path + length) < PATH_MAX;
}

static int path_of(int file, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return 1;
}

// Reads by the program's own descriptor: closing another one of the same file would end SQLite's locks on it.
static void keep(int from) {
  char path[PATH_MAX], to[PATH_MAX], part[PATH_MAX + 32], bytes[65536];
  struct stat about;
  if (fstat(from, &about) || !S_ISREG(about.st_mode) || !path_of(from, path) || !kept(path, to)) return;
  snprintf(part, sizeof part, "%s.part%d", to, gettid());
  int into = open(part, O_CREAT | O_TRUNC | O_WRONLY, 0600);
  if (into < 0) abort();
  off_t at = 0;
  for (ssize_t some; (some = pread(from, bytes, sizeof bytes, at)) > 0; at += some)
    if (write(into, bytes, some) != some) abort();
  close(into);
  if (rename(part, to)) abort();
}

static int synchronized(const char *name, int file) {
  int (*really)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  int failed = really(file);
  if (!failed) keep(file);
  return failed;
}

int fsync(int file) { return synchronized("fsync", file); }
int fdatasync(int file) { return synchronized("fdatasync", file); }

int unlink(const char *path) {
  int (*really)(const char *) = (int (*)(const char *))dlsym(RTLD_NEXT, "unlink");
  char to[PATH_MAX];
  int failed = really(path);
  if (!failed && kept(path, to)) really(to);
  return failed;
}

static int no_room(int file) {
  char path[PATH_MAX], to[PATH_MAX];
  const char *full = getenv("POWER_FULL");
  return full && !access(full, F_OK) && path_of(file, path) && kept(path, to);
}

static ssize_t written(const char *name, int file, const void *bytes, size_t size, off_t at) {
  ssize_t (*really)(int, const void *, size_t, off_t) = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, name);
  if (!no_room(file)) return really(file, bytes, size, at);
  errno = ENOSPC;
  return -1;
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at) { return written("pwrite", file, bytes, size, at); }
ssize_t pwrite64(int file, const void *bytes, size_t size, off_t at) { return written("pwrite64", file, bytes, size, at); }
