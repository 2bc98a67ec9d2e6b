// What a disk holds after a power cut: only what was synchronized. Loaded before the C library (LD_PRELOAD), this copies
// each file below POWER_DISK to POWER_KEPT whenever the program has synchronized it, and takes away there what the program
// unlinks. Once the program is killed, POWER_KEPT is the disk.
// With POWER_CUT_AT the power fails by itself, before that write to the disk.
// With POWER_LIES the disk says that it has synchronized, and has not.
// While a file is at POWER_FULL, that disk is full: no file on it grows, but by what the program gave up there since. What a
// file has, it may write over.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
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
  if (!failed && !getenv("POWER_LIES")) keep(file);
  return failed;
}

int fsync(int file) { return synchronized("fsync", file); }
int fdatasync(int file) { return synchronized("fdatasync", file); }

static _Atomic off_t room;

static int is_full(void) {
  const char *full = getenv("POWER_FULL");
  return full && !access(full, F_OK);
}

// Whether a file can grow until `end`; what that takes is taken then.
static int no_room(int file, off_t end) {
  char path[PATH_MAX], to[PATH_MAX];
  struct stat about;
  if (!is_full()) {
    atomic_store(&room, 0);
    return 0;
  }
  if (!path_of(file, path) || !kept(path, to) || fstat(file, &about)) return 0;
  off_t more = end - about.st_size;
  if (more <= 0 || atomic_fetch_sub(&room, more) >= more) return 0;
  atomic_fetch_add(&room, more);
  errno = ENOSPC;
  return 1;
}

int unlink(const char *path) {
  int (*really)(const char *) = (int (*)(const char *))dlsym(RTLD_NEXT, "unlink");
  char whole[PATH_MAX], to[PATH_MAX];
  struct stat about;
  off_t size = stat(path, &about) ? 0 : about.st_size;
  int on_disk = realpath(path, whole) && kept(whole, to);
  int failed = really(path);
  if (failed || !on_disk) return failed;
  really(to);
  if (is_full()) atomic_fetch_add(&room, size);
  return failed;
}

// A file that was synchronized under another name is there under its new one.
int rename(const char *from, const char *to) {
  int (*really)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
  char whole[PATH_MAX], before[PATH_MAX], after[PATH_MAX];
  int on_disk = realpath(from, whole) && kept(whole, before);
  int failed = really(from, to);
  if (!failed && on_disk && realpath(to, whole) && kept(whole, after)) really(before, after);
  return failed;
}

static void cut(int file) {
  static atomic_long writes;
  char path[PATH_MAX], to[PATH_MAX];
  const char *at = getenv("POWER_CUT_AT");
  if (at && path_of(file, path) && kept(path, to) && atomic_fetch_add(&writes, 1) + 1 == atol(at)) kill(getpid(), SIGKILL);
}

static ssize_t written(const char *name, int file, const void *bytes, size_t size, off_t at) {
  ssize_t (*really)(int, const void *, size_t, off_t) = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, name);
  cut(file);
  return no_room(file, at + (off_t)size) ? -1 : really(file, bytes, size, at);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at) { return written("pwrite", file, bytes, size, at); }
ssize_t pwrite64(int file, const void *bytes, size_t size, off_t at) { return written("pwrite64", file, bytes, size, at); }

ssize_t write(int file, const void *bytes, size_t size) {
  ssize_t (*really)(int, const void *, size_t) = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  off_t at = is_full() ? lseek(file, 0, SEEK_CUR) : -1;
  return at >= 0 && no_room(file, at + (off_t)size) ? -1 : really(file, bytes, size);
}
