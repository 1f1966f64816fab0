#include "server/live/keys.h"

#include <sodium.h>

namespace dais::live {
namespace {

// Base 32 of n random digits.
std::string random_digits(std::size_t count) {
    static constexpr char kDigits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += kDigits[randombytes_uniform(32)];
    return text;
}

v1::Actor actor_for(const storage::Key& key) {
    v1::Actor actor;
    actor.set_login("key:" + key.name);
    actor.set_name(key.actor_name);
    actor.set_role(key.role);
    return actor;
}

}  // namespace

Keys::Keys(const std::vector<storage::Key>& keys) {
    for (const storage::Key& key : keys) {
        if (key.revoked) continue;
        by_hash_[key.hash] = actor_for(key);
        by_login_["key:" + key.name] = actor_for(key);
    }
}

std::optional<v1::Actor> Keys::actor(std::string_view secret) const {
    const auto found = by_hash_.find(key_hash(secret));
    if (found == by_hash_.end()) return std::nullopt;
    return found->second;
}

std::optional<v1::Actor> Keys::actor_of_login(std::string_view login) const {
    const auto found = by_login_.find(login);
    if (found == by_login_.end()) return std::nullopt;
    return found->second;
}

NewKey make_key(std::string actor_name, v1::Role role, std::int64_t now_ms) {
    NewKey made;
    made.key.name = random_digits(6);
    made.secret = "dais_" + made.key.name + "_" + random_digits(32);
    made.key.hash = key_hash(made.secret);
    made.key.actor_name = std::move(actor_name);
    made.key.role = role;
    made.key.made_at_ms = now_ms;
    return made;
}

std::string key_hash(std::string_view secret) {
    std::string hash(32, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                       reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), nullptr, 0);
    return hash;
}

}  // namespace dais::live
