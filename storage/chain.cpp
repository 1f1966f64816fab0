#include "storage/chain.h"

#include <sodium.h>

namespace dais::storage {
namespace {

class Hash {
public:
    Hash() { crypto_generichash_init(&state_, nullptr, 0, kHashBytes); }

    Hash& raw(std::string_view bytes) {
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
        return *this;
    }
    Hash& u8(std::uint8_t value) { return little_endian(value, 1); }
    Hash& u32(std::uint32_t value) { return little_endian(value, 4); }
    Hash& u64(std::uint64_t value) { return little_endian(value, 8); }
    Hash& sized(std::string_view bytes) { return u32(static_cast<std::uint32_t>(bytes.size())).raw(bytes); }

    std::string done() {
        std::string out(kHashBytes, '\0');
        crypto_generichash_final(&state_, reinterpret_cast<unsigned char*>(out.data()), out.size());
        return out;
    }

private:
    Hash& little_endian(std::uint64_t value, int bytes) {
        unsigned char out[8];
        for (int i = 0; i < bytes; ++i) out[i] = static_cast<unsigned char>(value >> (8 * i));
        crypto_generichash_update(&state_, out, static_cast<unsigned long long>(bytes));
        return *this;
    }

    crypto_generichash_state state_{};
};

}  // namespace

std::string new_salt() {
    std::string salt(kSaltBytes, '\0');
    randombytes_buf(salt.data(), salt.size());
    return salt;
}

std::string entry_hash(std::string_view salt, std::uint32_t kind, std::string_view id, std::string_view body) {
    return Hash().raw(salt).u32(kind).sized(id).raw(body).done();
}

std::string next_chain(std::string_view previous, const Link& link) {
    Hash hash;
    hash.raw(previous).sized(link.slug).u64(link.seq).u64(static_cast<std::uint64_t>(link.at_ms));
    hash.sized(link.actor).sized(link.login).sized(link.command_id).raw(link.body_digest).sized(link.made);
    hash.u32(link.shown).u32(static_cast<std::uint32_t>(link.items.size()));
    for (const auto& item : link.items) {
        hash.u32(item.kind).sized(item.id).sized(item.owner).u32(item.audiences).u8(item.put ? 1 : 0).raw(item.hash);
    }
    return hash.done();
}

std::string first_chain() { return std::string(kHashBytes, '\0'); }

}  // namespace dais::storage
