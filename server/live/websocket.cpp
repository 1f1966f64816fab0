#include "server/live/websocket.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace dais::live::websocket {
namespace {

constexpr std::uint16_t kProtocolError = 1002, kNoStatus = 1005, kNotUtf8 = 1007, kTooLong = 1009;
constexpr unsigned kFinal = 0x80, kReserved = 0x70, kOpcode = 0x0F, kMasked = 0x80, kLength = 0x7F;
constexpr unsigned kLengthIn16 = 126, kLengthIn64 = 127;
constexpr std::size_t kMaskBytes = 4;

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

std::string_view as_text(std::span<const char> bytes) { return {bytes.data(), bytes.size()}; }

// `at`: how much of the payload came before these bytes.
void unmask(std::span<char> bytes, const unsigned char* mask, std::uint64_t at) {
    std::array<unsigned char, 8> key{};
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = mask[(at + i) % kMaskBytes];
    const auto key_word = std::bit_cast<std::uint64_t>(key);
    std::size_t done = 0;
    for (; bytes.size() - done >= sizeof(key_word); done += sizeof(key_word)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + done, sizeof(word));
        word ^= key_word;
        std::memcpy(bytes.data() + done, &word, sizeof(word));
    }
    for (std::size_t i = 0; done < bytes.size(); ++done, ++i) bytes[done] = static_cast<char>(bytes[done] ^ key[i]);
}

bool is_known(Opcode opcode) {
    switch (opcode) {
        case Opcode::kContinuation:
        case Opcode::kText:
        case Opcode::kBinary:
        case Opcode::kClose:
        case Opcode::kPing:
        case Opcode::kPong: return true;
    }
    return false;
}

bool is_control(Opcode opcode) { return opcode >= Opcode::kClose; }

// 7.4: 1004 to 1006 and 1015 are never sent; from 1016 on to 2999 nothing is defined; 3000 and more are others' and
// ours.
bool may_be_sent(unsigned code) {
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

}  // namespace

void Reader::read(std::span<char> bytes, std::size_t message_bytes_max, Receiver& receiver) {
    while (!stopped_ && !bytes.empty()) {
        if (const Wrong wrong = take_header(bytes, message_bytes_max); wrong.code != 0) {
            receiver.on_broken(wrong.code, wrong.why);
            return stop();
        }
        if (header_is_whole() && !take_payload(bytes, message_bytes_max, receiver)) stop();
    }
}

bool Reader::idle() const { return !stopped_ && header_size_ == 0 && message_opcode_ == Opcode::kContinuation; }

// What is wrong is told by the shortest beginning that shows it: so the cuts between pieces do not matter.
Reader::Wrong Reader::take_header(std::span<char>& bytes, std::size_t message_bytes_max) {
    if (header_is_whole()) return {};
    if (!fill_header(bytes, 2)) return {};
    if (const Wrong wrong = wrong_start(); wrong.code != 0) return wrong;
    if (!fill_header(bytes, 2 + length_bytes())) return {};
    length_ = length_bytes() == 0 ? header_[1] & kLength : 0;
    for (std::size_t i = 0; i < length_bytes(); ++i) length_ = length_ << 8 | header_[2 + i];
    if (const Wrong wrong = wrong_length(message_bytes_max); wrong.code != 0) return wrong;
    if (!fill_header(bytes, 2 + length_bytes() + kMaskBytes)) return {};
    taken_ = 0;
    if (opcode() == Opcode::kText || opcode() == Opcode::kBinary) message_opcode_ = opcode();
    return {};
}

Reader::Wrong Reader::wrong_start() const {
    const bool within_message = message_opcode_ != Opcode::kContinuation;
    if ((header_[0] & kReserved) != 0) return {kProtocolError, "A reserved bit is set; no extension was agreed on."};
    if (!is_known(opcode())) return {kProtocolError, "This opcode is reserved."};
    if ((header_[1] & kMasked) == 0) return {kProtocolError, "A client's frames are masked."};
    if (is_control(opcode())) {
        if (!is_final()) return {kProtocolError, "A control frame is in one piece."};
        if (length_bytes() > 0) return {kProtocolError, "A control frame has at most 125 bytes."};
    } else if (opcode() == Opcode::kContinuation) {
        if (!within_message) return {kProtocolError, "There is no message to continue."};
    } else if (within_message) {
        return {kProtocolError, "The message before is not finished."};
    }
    return {};
}

Reader::Wrong Reader::wrong_length(std::size_t message_bytes_max) const {
    const bool could_be_shorter =
        (length_bytes() == 2 && length_ < kLengthIn16) || (length_bytes() == 8 && length_ <= 0xFFFF);
    if (could_be_shorter) return {kProtocolError, "A length is written in as few bytes as can be."};
    if (length_ >> 63 != 0) return {kProtocolError, "A length of 64 bits begins with a zero."};
    if (is_control(opcode())) return {};
    if (length_ > message_bytes_max || message_.size() > message_bytes_max - length_)
        return {kTooLong, "This message is longer than the server takes."};
    return {};
}

bool Reader::fill_header(std::span<char>& bytes, std::size_t size) {
    if (header_size_ >= size) return true;
    const std::size_t more = std::min(bytes.size(), size - header_size_);
    if (more > 0) std::memcpy(header_.data() + header_size_, bytes.data(), more);
    header_size_ = static_cast<std::uint8_t>(header_size_ + more);
    bytes = bytes.subspan(more);
    return header_size_ == size;
}

bool Reader::header_is_whole() const { return header_size_ >= 2 && header_size_ == 2 + length_bytes() + kMaskBytes; }

bool Reader::take_payload(std::span<char>& bytes, std::size_t message_bytes_max, Receiver& receiver) {
    const auto piece = bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), length_ - taken_)));
    bytes = bytes.subspan(piece.size());
    unmask(piece, header_.data() + 2 + length_bytes(), taken_);
    return is_control(opcode()) ? take_control(piece, receiver) : take_data(piece, message_bytes_max, receiver);
}

bool Reader::take_control(std::span<const char> piece, Receiver& receiver) {
    std::string_view payload = as_text(piece);
    if (piece.size() < length_) {
        std::copy(piece.begin(), piece.end(), control_.begin() + static_cast<std::ptrdiff_t>(taken_));
        payload = {control_.data(), static_cast<std::size_t>(length_)};
    }
    taken_ += piece.size();
    if (taken_ < length_) return true;
    header_size_ = 0;
    switch (opcode()) {
        case Opcode::kPing: return receiver.on_ping(payload);
        case Opcode::kPong: return receiver.on_pong(payload);
        default: return tell_close(payload, receiver);
    }
}

bool Reader::take_data(std::span<const char> piece, std::size_t message_bytes_max, Receiver& receiver) {
    const bool whole_message = is_final() && opcode() != Opcode::kContinuation && piece.size() == length_;
    taken_ += piece.size();
    if (whole_message) {
        header_size_ = 0;
        return tell_message(as_text(piece), receiver);
    }
    // Room is made for what has come, not for what a header says will come; doubled, or many small fragments would be
    // copied over and over.
    const std::size_t needed = message_.size() + piece.size();
    if (needed > message_.capacity())
        message_.reserve(std::max(needed, std::min(2 * message_.capacity(), message_bytes_max)));
    message_.insert(message_.end(), piece.begin(), piece.end());
    if (taken_ < length_) return true;
    header_size_ = 0;
    if (!is_final()) return true;
    const std::vector<char> message = std::exchange(message_, {});
    return tell_message(as_text(message), receiver);
}

bool Reader::tell_close(std::string_view body, Receiver& receiver) {
    const auto broken = [&](std::uint16_t code, std::string_view why) {
        receiver.on_broken(code, why);
        return false;
    };
    std::uint16_t code = kNoStatus;
    if (body.size() == 1) return broken(kProtocolError, "A close code has two bytes.");
    if (!body.empty()) {
        code = static_cast<std::uint16_t>(byte_at(body, 0) << 8 | byte_at(body, 1));
        body.remove_prefix(2);
        if (!may_be_sent(code)) return broken(kProtocolError, "This close code is never sent.");
        if (!is_utf8(body)) return broken(kNotUtf8, "A close reason is UTF-8.");
    }
    receiver.on_close(code, body);
    return false;
}

bool Reader::tell_message(std::string_view payload, Receiver& receiver) {
    const Opcode opcode = std::exchange(message_opcode_, Opcode::kContinuation);
    if (opcode == Opcode::kText && !is_utf8(payload)) {
        receiver.on_broken(kNotUtf8, "Text is UTF-8.");
        return false;
    }
    return receiver.on_message(opcode, payload);
}

void Reader::stop() {
    stopped_ = true;
    message_ = {};
}

Opcode Reader::opcode() const { return static_cast<Opcode>(header_[0] & kOpcode); }

bool Reader::is_final() const { return (header_[0] & kFinal) != 0; }

std::size_t Reader::length_bytes() const {
    const unsigned length = header_[1] & kLength;
    return length == kLengthIn64 ? 8 : length == kLengthIn16 ? 2 : 0;
}

}  // namespace dais::live::websocket
