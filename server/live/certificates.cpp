#include "server/live/certificates.h"

#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <stdexcept>

namespace dais::live {

Certificates::Certificates(std::string certificate_file, std::string key_file)
    : certificate_file_(std::move(certificate_file)),
      key_file_(std::move(key_file)),
      seen_(stamps()),
      current_(std::make_shared<const TlsContext>(certificate_file_, key_file_)) {
    spdlog::info("TLS as {}", current_->about());
}

std::shared_ptr<const TlsContext> Certificates::current() const {
    const std::lock_guard lock(mutex_);
    return current_;
}

// A link to a file (as of Let's Encrypt) is what it leads to. A file that is gone is a state like any other.
Certificates::Stamp Certificates::stamp_of(const std::string& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return {};
    return {status.st_ino, status.st_size, status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec};
}

void Certificates::look(bool anyway) {
    const std::array<Stamp, 2> now = stamps();
    if (now == seen_ && !anyway) return;
    seen_ = now;
    try {
        auto fresh = std::make_shared<const TlsContext>(certificate_file_, key_file_);
        spdlog::info("the certificate was read again: {}", fresh->about());
        const std::lock_guard lock(mutex_);
        current_.swap(fresh);
    } catch (const std::runtime_error& error) {
        spdlog::error("the new certificate cannot be used, and the one before stays: {}", error.what());
    }
}

}  // namespace dais::live
