// BLAKE2b-256 over fields that cannot run into one another: numbers are little-endian, texts carry their length.
// The encodings that outlive releases are listed in ARCHITECTURE.md.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace dais::summit {

class Hash {
public:
    // With a key (16 to 64 bytes) the hash is one that nobody else can compute.
    explicit Hash(std::string_view key = {});
    ~Hash();
    Hash(const Hash&) = delete;
    Hash& operator=(const Hash&) = delete;

    Hash& number(std::uint32_t value);
    Hash& text(std::string_view bytes);   // length, then the bytes
    Hash& bytes(std::string_view bytes);  // the bytes alone

    // The 32 bytes. Ends this hash.
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

// The first 8 bytes of a hash as a little-endian number.
std::uint64_t first_u64(std::string_view hash);

}  // namespace dais::summit
