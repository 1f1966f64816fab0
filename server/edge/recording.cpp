#include "server/edge/recording.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "clients/cpp/inflate.h"
#include "server/live/rim.h"
#include "server/live/websocket.h"
#include "server/summit/audience.h"
#include "server/summit/check.h"
#include "server/summit/hash.h"

namespace dais::edge {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSuffix = ".edge";
constexpr std::size_t kRecordHead = 4 + 8 + 8;

void put_number(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

std::uint64_t number_at(std::string_view bytes, std::size_t at, int count) {
    std::uint64_t value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    return value;
}

std::uint64_t checksum(std::string_view clock, std::string_view message) {
    return summit::first_u64(summit::Hash().bytes(clock).bytes(message).finish());
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

// Folds a message of a file as a screen would; false if it does not continue what is held.
bool fold(client::Follower& held, Owners& owners, const v1::ServerMessage& message) {
    owners.take(message);
    switch (held.take(message)) {
        case client::Taken::snapshot_part:
        case client::Taken::snapshot_complete:
        case client::Taken::folded:
        case client::Taken::heartbeat: return true;
        default: return false;
    }
}

std::optional<v1::ServerMessage> message_in(std::string_view bytes) {
    try {
        return client::read_message(bytes);
    } catch (const client::BadFrame&) {
        return std::nullopt;
    }
}

// In a file's name: nothing for the public, since a slug has no "@".
std::string of_audience(v1::Audience audience) {
    if (audience == v1::AUDIENCE_PUBLIC) return {};
    std::string word = v1::Audience_Name(audience).substr(9);
    for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return "@" + word;
}

}  // namespace

Recording::Recording(const fs::path& folder, std::string log, v1::Audience audience, const std::string& server_url,
                     const live::Limits& limits)
    : path_(folder / (log + of_audience(audience) + std::string(kSuffix))),
      log_(std::move(log)),
      audience_(audience),
      header_("dais edge 1 " + server_url + "\n"),
      limits_(limits) {}

Recording::~Recording() { close(); }

void Recording::close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

std::vector<std::pair<std::string, v1::Audience>> Recording::all_in(const fs::path& folder) {
    std::vector<std::pair<std::string, v1::Audience>> all;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().stem().string();
        const std::string log = name.substr(0, name.find('@'));
        if (entry.path().extension() != kSuffix || !summit::is_log_slug(log)) continue;
        for (const v1::Audience audience : summit::kAudiences)
            if (name == log + of_audience(audience)) all.emplace_back(log, audience);
    }
    std::sort(all.begin(), all.end());
    return all;
}

std::string Recording::contents() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t Recording::read(std::string_view file, const std::function<bool(const Record&)>& each) const {
    if (!file.starts_with(header_)) return 0;
    std::size_t at = header_.size();
    while (file.size() - at >= kRecordHead) {
        const std::size_t length = number_at(file, at, 4);
        if (length > file.size() - at - kRecordHead) break;
        const std::string_view message = file.substr(at + kRecordHead, length);
        if (checksum(file.substr(at + 4, 8), message) != number_at(file, at + 12, 8)) break;
        if (!each({static_cast<std::int64_t>(number_at(file, at + 4, 8)), message})) break;
        at += kRecordHead + length;
    }
    return at;
}

std::string Recording::record_of(std::string_view message, std::int64_t at_ms) {
    std::string clock;
    put_number(clock, static_cast<std::uint64_t>(at_ms), 8);
    std::string record;
    put_number(record, message.size(), 4);
    record += clock;
    put_number(record, checksum(clock, message), 8);
    record += message;
    return record;
}

std::string Recording::beginning(const std::vector<v1::ServerMessage>& snapshot, std::int64_t at_ms) const {
    std::string file = header_;
    for (const v1::ServerMessage& part : snapshot)
        file += record_of(live::websocket::payload_of(*live::encode(part)), at_ms);
    return file;
}

std::optional<Recalled> Recording::recall() {
    const std::string file = contents();
    if (file.empty()) return std::nullopt;
    Recalled recalled;
    recalled.held = client::Follower(log_);
    frames_ = bytes_ = 0;
    const std::size_t sound = read(file, [&](const Record& record) {
        const auto message = message_in(record.message);
        const bool begun = recalled.held.complete();
        if (!message || (begun && !message->has_changes()) || !fold(recalled.held, recalled.owners, *message))
            return false;
        recalled.as_of_ms = record.at_ms;
        if (!begun) {
            if (recalled.held.complete()) recalled.start = start_of(recalled.held, audience_);
            return true;
        }
        const v1::Changes& changes = message->changes();
        if (changes.has_clock()) {
            recalled.clock = changes.clock();
            recalled.clock_at_ms = record.at_ms;
        }
        if (!changes.changes().empty()) recalled.steps.push_back(step_of(changes, record.message, audience_));
        ++frames_;
        bytes_ += record.message.size();
        return true;
    });
    if (sound != file.size())
        spdlog::warn("{}: of {} bytes the last {} are damaged and thrown away", path_.string(), file.size(),
                     recalled.held.complete() ? file.size() - sound : file.size());
    if (!recalled.held.complete()) {
        fs::remove(path_);
        return std::nullopt;
    }
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (descriptor_ < 0 || ::ftruncate(descriptor_, static_cast<off_t>(sound)) != 0) fail("opened");
    return recalled;
}

void Recording::begin(const std::vector<v1::ServerMessage>& snapshot, std::int64_t at_ms) {
    replace(beginning(snapshot, at_ms));
    frames_ = bytes_ = 0;
}

// Written beside it, synced and renamed: at any moment there is one whole file or the other.
void Recording::replace(const std::string& file) {
    close();
    const fs::path beside = path_.string() + ".new";
    descriptor_ = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    broken_ = false;
    if (descriptor_ < 0 || !write_all(descriptor_, file) || ::fsync(descriptor_) != 0 ||
        ::rename(beside.c_str(), path_.c_str()) != 0)
        fail("written");
}

void Recording::append(std::string_view message, std::int64_t at_ms) {
    if (broken_ || descriptor_ < 0) return;
    if (!write_all(descriptor_, record_of(message, at_ms))) return fail("written");
    ++frames_;
    bytes_ += message.size();
    if (frames_ >= 2 * limits_.ring_frames_max || bytes_ >= 2 * limits_.ring_bytes_max) shorten();
}

// The Snapshot moves on until one ring is left after it: so the file always fills a ring, and is never long.
void Recording::shorten() {
    const std::string file = contents();
    std::size_t left = frames_;
    std::size_t left_bytes = bytes_;
    client::Follower held(log_);
    Owners owners;
    std::string shorter;
    std::size_t kept = 0;
    std::size_t kept_bytes = 0;
    const std::size_t sound = read(file, [&](const Record& record) {
        const bool begun = held.complete();
        if (begun && left <= limits_.ring_frames_max && left_bytes <= limits_.ring_bytes_max) {
            if (shorter.empty()) shorter = beginning(snapshot_messages(held, owners, limits_), record.at_ms);
            shorter += record_of(record.message, record.at_ms);
            ++kept;
            kept_bytes += record.message.size();
            return true;
        }
        if (begun) {
            --left;
            left_bytes -= record.message.size();
        }
        const auto message = message_in(record.message);
        return message && fold(held, owners, *message);
    });
    if (sound != file.size() || !held.complete()) return fail("read again");
    if (shorter.empty()) shorter = beginning(snapshot_messages(held, owners, limits_), live::wall_clock_ms());
    replace(shorter);
    frames_ = kept;
    bytes_ = kept_bytes;
}

void Recording::fail(const std::string& what) {
    const std::string why = std::strerror(errno);
    if (!broken_.exchange(true)) spdlog::error("{} could not be {}: {}", path_.string(), what, why);
    close();
}

}  // namespace dais::edge
