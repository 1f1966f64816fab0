// The certificate of this server as it is now in its files, which may be replaced while the server runs.
//
// Whoever comes gets the latest; open connections keep theirs. Files that cannot be used are told in the operator's
// log, and what was in use stays so. current() may be called from anywhere; look() by one thread.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "server/live/tls_context.h"

namespace dais::live {

class Certificates {
public:
    // Throws std::runtime_error with the remedy if the files cannot be used.
    Certificates(std::string certificate_file, std::string key_file);

    std::shared_ptr<const TlsContext> current() const;
    // Reads the files again if they are others than before, or anyway.
    void look(bool anyway);

private:
    // What tells one state of a file from another.
    struct Stamp {
        std::uint64_t inode = 0;
        std::int64_t size = 0;
        std::int64_t changed_ns = 0;
        bool operator==(const Stamp&) const = default;
    };
    static Stamp stamp_of(const std::string& file);
    std::array<Stamp, 2> stamps() const { return {stamp_of(certificate_file_), stamp_of(key_file_)}; }

    const std::string certificate_file_;
    const std::string key_file_;
    std::array<Stamp, 2> seen_;
    mutable std::mutex mutex_;
    std::shared_ptr<const TlsContext> current_;
};

}  // namespace dais::live
