// A ZIP in memory, as spreadsheets come.
//
// Promises: no more than the bytes asked for are ever unpacked, whatever sizes the archive claims; nothing is written
// anywhere. Not thread-safe; one archive per thread is. Does not: take encrypted entries.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct zip;

namespace dais::interchange {

class ZipArchive {
public:
    // bytes outlive it. Without a readable directory good() is false.
    explicit ZipArchive(std::string_view bytes);

    bool good() const { return archive_ != nullptr; }
    bool has(const std::string& name) const;

    enum class Outcome { kRead, kAbsent, kTooLong, kDamaged };
    // The entry unpacked, up to bytes_max of it.
    Outcome read(const std::string& name, std::size_t bytes_max, std::string& content) const;

private:
    struct Close {
        void operator()(zip* archive) const;
    };
    std::unique_ptr<zip, Close> archive_;
};

}  // namespace dais::interchange
