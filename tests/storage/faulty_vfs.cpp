#include "tests/storage/faulty_vfs.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <vector>

namespace dais::tests {
namespace {
constexpr sqlite3_int64 kPage = 4096;
}

struct FaultyVfs::Disk {
    std::map<sqlite3_int64, std::string> unsynced;  // page → what it held at the last sync
    std::map<sqlite3_int64, std::string> lost;      // the same, of pages that a failed sync gave up
    sqlite3_int64 synced_size = 0;
    std::set<File*> open;
};

struct FaultyVfs::File {
    sqlite3_file base;
    FaultyVfs* owner;
    Disk* disk;  // null: a temporary file
    sqlite3_file* real;
};

struct Methods {
    using File = FaultyVfs::File;
    using Manner = FaultyVfs::Manner;

    static File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
    static FaultyVfs& of(sqlite3_vfs* vfs) { return *static_cast<FaultyVfs*>(vfs->pAppData); }
    static const sqlite3_io_methods& real(sqlite3_file* file) { return *of(file).real->pMethods; }

    static void remember(File& file, sqlite3_int64 from, sqlite3_int64 to) {
        if (!file.disk) return;
        for (auto page = from / kPage; page * kPage < to; ++page) {
            if (file.disk->unsynced.count(page)) continue;
            auto lost = file.disk->lost.extract(page);
            if (lost) {
                file.disk->unsynced.insert(std::move(lost));
                continue;
            }
            std::string held(kPage, '\0');
            file.real->pMethods->xRead(file.real, held.data(), static_cast<int>(kPage), page * kPage);
            file.disk->unsynced.emplace(page, std::move(held));
        }
    }

    static int close(sqlite3_file* file) {
        File& ours = of(file);
        if (ours.disk) ours.disk->open.erase(&ours);
        return ours.real->pMethods->xClose(ours.real);
    }

    static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
        Manner manner{};
        if (int code = of(file).owner->strike(FaultyVfs::kRead, manner)) return code;
        return real(file).xRead(of(file).real, to, size, at);
    }

    static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
        Manner manner{};
        int code = of(file).owner->strike(FaultyVfs::kWrite, manner);
        if (code && manner == Manner::not_done) return code;
        int done = code && manner == Manner::half_done ? size / 2 : size;
        remember(of(file), at, at + done);
        int result = real(file).xWrite(of(file).real, from, done, at);
        return code ? code : result;
    }

    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        Manner manner{};
        int code = of(file).owner->strike(FaultyVfs::kTruncate, manner);
        if (code && manner != Manner::done) return code;
        sqlite3_int64 now = 0;
        real(file).xFileSize(of(file).real, &now);
        remember(of(file), size, now);
        int result = real(file).xTruncate(of(file).real, size);
        return code ? code : result;
    }

    static int sync(sqlite3_file* file, int) {
        File& ours = of(file);
        FaultyVfs& vfs = *ours.owner;
        if (!vfs.dead_) ++vfs.syncs_;
        bool cut = vfs.cut_countdown_ > 0 && --vfs.cut_countdown_ == 0;
        if (cut && vfs.cut_survives_ != FaultyVfs::Survives::all) vfs.cut_power(vfs.cut_survives_, vfs.cut_seed_);
        Manner manner{};
        int code = vfs.strike(FaultyVfs::kSync, manner);
        bool ends = !vfs.dead_ && vfs.end_countdown_ > 0 && --vfs.end_countdown_ == 0;
        if (ends) code = SQLITE_IOERR_FSYNC;
        if (ours.disk && code && !vfs.dead_ && manner != Manner::done && vfs.lose_pages_) {
            ours.disk->lost.merge(ours.disk->unsynced);
            ours.disk->unsynced.clear();
        }
        if (ends) vfs.dead_ = true;
        if (code && (manner != Manner::done || vfs.dead_)) return code;
        if (ours.disk) {
            ours.disk->unsynced.clear();
            ours.real->pMethods->xFileSize(ours.real, &ours.disk->synced_size);
        }
        if (cut) vfs.cut_power(FaultyVfs::Survives::nothing, 0);
        return vfs.dead_ ? SQLITE_IOERR_FSYNC : code;
    }

    static int size(sqlite3_file* file, sqlite3_int64* out) {
        Manner manner{};
        if (int code = of(file).owner->strike(FaultyVfs::kSize, manner)) return code;
        return real(file).xFileSize(of(file).real, out);
    }

    static int lock(sqlite3_file* file, int how) { return real(file).xLock(of(file).real, how); }
    static int unlock(sqlite3_file* file, int how) { return real(file).xUnlock(of(file).real, how); }
    static int reserved(sqlite3_file* file, int* out) { return real(file).xCheckReservedLock(of(file).real, out); }
    static int control(sqlite3_file* file, int what, void* with) {
        return real(file).xFileControl(of(file).real, what, with);
    }
    static int sector(sqlite3_file* file) { return real(file).xSectorSize(of(file).real); }
    static int device(sqlite3_file* file) { return real(file).xDeviceCharacteristics(of(file).real); }
    static int shm_map(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
        return real(file).xShmMap(of(file).real, region, size, extend, out);
    }
    static int shm_lock(sqlite3_file* file, int offset, int n, int flags) {
        return real(file).xShmLock(of(file).real, offset, n, flags);
    }
    static void shm_barrier(sqlite3_file* file) { real(file).xShmBarrier(of(file).real); }
    static int shm_unmap(sqlite3_file* file, int remove) { return real(file).xShmUnmap(of(file).real, remove); }

    static int open(sqlite3_vfs* self, const char* path, sqlite3_file* file, int flags, int* out_flags);

    static int remove(sqlite3_vfs* self, const char* path, int sync_directory) {
        FaultyVfs& vfs = of(self);
        Manner manner{};
        int code = vfs.strike(FaultyVfs::kRemove, manner);
        if (code && manner != Manner::done) return code;
        auto disk = vfs.disks_.find(path);
        if (disk != vfs.disks_.end() && disk->second->open.empty()) vfs.disks_.erase(disk);
        int result = vfs.real_->xDelete(vfs.real_, path, sync_directory);
        return code ? code : result;
    }

    static int access(sqlite3_vfs* self, const char* path, int flags, int* out) {
        return of(self).real_->xAccess(of(self).real_, path, flags, out);
    }
    static int full_path(sqlite3_vfs* self, const char* path, int size, char* out) {
        return of(self).real_->xFullPathname(of(self).real_, path, size, out);
    }
    static int randomness(sqlite3_vfs* self, int size, char* out) {
        return of(self).real_->xRandomness(of(self).real_, size, out);
    }
    static int sleep(sqlite3_vfs* self, int us) { return of(self).real_->xSleep(of(self).real_, us); }
    static int time(sqlite3_vfs* self, sqlite3_int64* out) {
        return of(self).real_->xCurrentTimeInt64(of(self).real_, out);
    }
    static int last_error(sqlite3_vfs*, int, char*) { return 0; }
};

namespace {
const sqlite3_io_methods kMethods = {2,
                                     Methods::close,
                                     Methods::read,
                                     Methods::write,
                                     Methods::truncate,
                                     Methods::sync,
                                     Methods::size,
                                     Methods::lock,
                                     Methods::unlock,
                                     Methods::reserved,
                                     Methods::control,
                                     Methods::sector,
                                     Methods::device,
                                     Methods::shm_map,
                                     Methods::shm_lock,
                                     Methods::shm_barrier,
                                     Methods::shm_unmap,
                                     nullptr,
                                     nullptr};
}

int Methods::open(sqlite3_vfs* self, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    FaultyVfs& vfs = of(self);
    file->pMethods = nullptr;
    Manner manner{};
    if (int code = vfs.strike(FaultyVfs::kOpen, manner)) return code;
    File& ours = of(file);
    ours.owner = &vfs;
    ours.disk = nullptr;
    ours.real = reinterpret_cast<sqlite3_file*>(&ours + 1);
    if (int code = vfs.real_->xOpen(vfs.real_, path, ours.real, flags, out_flags)) return code;
    file->pMethods = &kMethods;
    if (!path) return SQLITE_OK;
    auto& disk = vfs.disks_[path];
    if (!disk) {
        disk = std::make_unique<FaultyVfs::Disk>();
        ours.real->pMethods->xFileSize(ours.real, &disk->synced_size);
    }
    ours.disk = disk.get();
    disk->open.insert(&ours);
    return SQLITE_OK;
}

FaultyVfs::FaultyVfs(const std::string& name) : name_(name), real_(sqlite3_vfs_find(nullptr)) {
    vfs_.iVersion = 2;
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.mxPathname = real_->mxPathname;
    vfs_.zName = name_.c_str();
    vfs_.pAppData = this;
    vfs_.xOpen = Methods::open;
    vfs_.xDelete = Methods::remove;
    vfs_.xAccess = Methods::access;
    vfs_.xFullPathname = Methods::full_path;
    vfs_.xRandomness = Methods::randomness;
    vfs_.xSleep = Methods::sleep;
    vfs_.xGetLastError = Methods::last_error;
    vfs_.xCurrentTimeInt64 = Methods::time;
    if (sqlite3_vfs_register(&vfs_, 0) != SQLITE_OK) throw std::runtime_error("the VFS cannot be registered");
}

FaultyVfs::~FaultyVfs() { sqlite3_vfs_unregister(&vfs_); }

void FaultyVfs::fail_at(unsigned operations, int nth, int code, Manner manner, bool lasting) {
    const std::lock_guard lock(planning_);
    plan_ = {operations, nth, code, manner, lasting};
    fired_ = false;
}

bool FaultyVfs::fired() const {
    const std::lock_guard lock(planning_);
    return fired_;
}

void FaultyVfs::heal() {
    const std::lock_guard lock(planning_);
    plan_ = {};
}

int FaultyVfs::strike(Operation operation, Manner& manner) {
    const std::lock_guard lock(planning_);
    manner = plan_.manner;
    int code = 0;
    if (dead_) {
        manner = Manner::not_done;
        code = SQLITE_IOERR;
    } else if (plan_.operations & operation) {
        if (plan_.countdown > 0) --plan_.countdown;
        if (plan_.countdown == 0 && (plan_.lasting || !fired_)) {
            fired_ = true;
            code = plan_.code;
        }
    }
    if (code != SQLITE_IOERR) return code;
    switch (operation) {
        case kRead: return SQLITE_IOERR_READ;
        case kWrite: return SQLITE_IOERR_WRITE;
        case kSync: return SQLITE_IOERR_FSYNC;
        case kTruncate: return SQLITE_IOERR_TRUNCATE;
        case kRemove: return SQLITE_IOERR_DELETE;
        case kSize: return SQLITE_IOERR_FSTAT;
        case kOpen: return SQLITE_CANTOPEN;
    }
    return code;
}

void FaultyVfs::cut_power_at_sync(int nth, Survives survives, std::uint32_t seed) {
    cut_countdown_ = nth;
    cut_survives_ = survives;
    cut_seed_ = seed;
}

void FaultyVfs::cut_power(Survives survives, std::uint32_t seed) {
    if (dead_) return;
    std::mt19937 random(seed);
    for (auto& [path, disk] : disks_) {
        if (!disk->unsynced.empty() || !disk->lost.empty()) restore(*disk, survives, random);
    }
    dead_ = true;
}

// Written through the open file: another descriptor's closing would drop the locks that SQLite holds.
void FaultyVfs::restore(Disk& disk, Survives survives, std::mt19937& random) {
    if (disk.open.empty()) return;  // closed and gone, as a WAL is
    sqlite3_file* real = (*disk.open.begin())->real;
    sqlite3_int64 size = 0;
    real->pMethods->xFileSize(real, &size);
    bool size_survives = survives == Survives::all || (survives == Survives::some && random() % 2);
    auto put_back = [&](const auto& page) {
        real->pMethods->xWrite(real, page.second.data(), static_cast<int>(kPage), page.first * kPage);
    };
    for (const auto& page : disk.unsynced) {
        if (survives == Survives::nothing || (survives == Survives::some && random() % 2)) put_back(page);
    }
    for (const auto& page : disk.lost) put_back(page);
    real->pMethods->xTruncate(real, size_survives ? size : disk.synced_size);
}

}  // namespace dais::tests
