// What a process has used, from /proc, with all its threads. Zero of a process that is gone.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace dais::fanout {

// Seconds of processor of all threads.
double cpu_seconds(pid_t process);
// Bytes in memory (VmRSS).
std::uint64_t memory_bytes(pid_t process);
// Seconds of processor that this machine has spent since it started, on whatever.
double machine_cpu_seconds();
// Of it what the kernel's own threads took for the network: nobody's, but neither somebody else's.
double softirq_cpu_seconds();
// Of this process and of the children that it has waited for.
double own_cpu_seconds();

}  // namespace dais::fanout
