// An SQLite VFS over the default one that cuts the power and breaks the disk on demand.
//
// It writes through, so that reading works, and remembers what each 4 KiB page held at the last sync. A power cut puts
// back what was not synced; from then on every operation fails until the file is opened through another VFS. A failed
// sync may lose pages for good, as Linux does: they look written, and a later sync that succeeds does not write them.
// Real syncs are left out. What fails, and when it heals, may be said from any thread; all else is not thread-safe. It
// outlives every connection opened through it. Deleting is taken as durable.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>

namespace dais::tests {

class FaultyVfs {
public:
    enum Operation : unsigned { kRead = 1, kWrite = 2, kSync = 4, kTruncate = 8, kRemove = 16, kOpen = 32, kSize = 64 };
    enum class Manner { not_done, half_done, done };  // what the failing operation did all the same
    enum class Survives { nothing, some, all };       // of what was not synced when the power went

    explicit FaultyVfs(const std::string& name = "faulty");
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    const char* name() const { return name_.c_str(); }

    // The nth of these operations from now (from 1) fails with this code; `lasting`: and all of them after it.
    void fail_at(unsigned operations, int nth, int code, Manner manner = Manner::not_done, bool lasting = false);
    bool fired() const;
    void heal();
    void failed_syncs_lose_pages(bool lose) { lose_pages_ = lose; }

    // The power goes when the nth sync from now is asked for: before it, or (Survives::all) just after it.
    void cut_power_at_sync(int nth, Survives survives, std::uint32_t seed);
    void cut_power(Survives survives = Survives::nothing, std::uint32_t seed = 0);
    // The process ends when the nth sync from now is asked for: nothing works until restart(), and what it wrote stays
    // written, but no more synced than it was.
    void end_process_at_sync(int nth) { end_countdown_ = nth; }
    void restart() { dead_ = false; }
    bool power_is_out() const { return dead_; }
    int syncs() const { return syncs_; }

    struct File;  // SQLite's side of an open file
    struct Disk;  // what is known of one path

private:
    friend struct Methods;
    struct Plan {
        unsigned operations = 0;
        int countdown = 0;
        int code = 0;
        Manner manner = Manner::not_done;
        bool lasting = false;
    };

    // 0: go on; else fail with this, after doing what `manner` says.
    int strike(Operation operation, Manner& manner);
    void restore(Disk& disk, Survives survives, std::mt19937& random);

    std::string name_;
    sqlite3_vfs* real_;
    sqlite3_vfs vfs_{};
    std::map<std::string, std::unique_ptr<Disk>> disks_;
    mutable std::mutex planning_;  // of the next two
    Plan plan_;
    bool fired_ = false;
    bool lose_pages_ = false;
    bool dead_ = false;
    int syncs_ = 0;
    int cut_countdown_ = 0;
    int end_countdown_ = 0;
    Survives cut_survives_ = Survives::nothing;
    std::uint32_t cut_seed_ = 0;
};

}  // namespace dais::tests
