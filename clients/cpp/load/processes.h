// A load in as many processes as its files take: this one and those forked from it, which end with it.
//
// Fork before there is a thread. A forked process ignores Ctrl-C, which is the first one's to answer, and ends when its
// work returns.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace dais::load {

// The screens of one process: first … first + count.
struct Share {
    std::uint32_t process = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};
Share share(std::uint32_t screens, std::uint32_t process, std::uint32_t processes);

class Processes {
public:
    // Runs work(1) … work(count - 1), each in a process of its own; 0 is the caller's.
    Processes(std::uint32_t count, const std::function<void(std::uint32_t process)>& work);
    // Waits for those whose work is done, and ends the others.
    ~Processes();
    Processes(const Processes&) = delete;
    Processes& operator=(const Processes&) = delete;

    // False: one has ended before its time, as by want of memory.
    bool all_there();
    const std::vector<pid_t>& children() const { return children_; }

private:
    std::vector<pid_t> children_;
};

}  // namespace dais::load
