#include "server/summit/hash.h"

#include <sodium.h>

namespace dais::summit {

struct Hash::State {
    crypto_generichash_state blake;
};

namespace {
const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
}  // namespace

Hash::Hash(std::string_view key) : state_(std::make_unique<State>()) {
    crypto_generichash_init(&state_->blake, key.empty() ? nullptr : raw(key), key.size(), 32);
}

Hash::~Hash() = default;

Hash& Hash::number(std::uint32_t value) {
    const char little[4] = {static_cast<char>(value & 255), static_cast<char>(value >> 8 & 255),
                            static_cast<char>(value >> 16 & 255), static_cast<char>(value >> 24)};
    return bytes({little, 4});
}

Hash& Hash::text(std::string_view bytes_of_text) {
    return number(static_cast<std::uint32_t>(bytes_of_text.size())).bytes(bytes_of_text);
}

Hash& Hash::bytes(std::string_view more) {
    crypto_generichash_update(&state_->blake, raw(more), more.size());
    return *this;
}

std::string Hash::finish() {
    std::string hash(32, '\0');
    crypto_generichash_final(&state_->blake, reinterpret_cast<unsigned char*>(hash.data()), hash.size());
    return hash;
}

std::uint64_t first_u64(std::string_view hash) {
    std::uint64_t value = 0;
    for (std::size_t i = 8; i-- > 0;) value = value << 8 | static_cast<unsigned char>(hash[i]);
    return value;
}

}  // namespace dais::summit
