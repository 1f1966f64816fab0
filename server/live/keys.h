// Who stands behind a bearer key. An immutable table, shared by all threads and replaced as a whole.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dais/v1/change.pb.h"
#include "storage/database.h"

namespace dais::live {

class Keys {
public:
    Keys() = default;
    explicit Keys(const std::vector<storage::Key>& keys);

    // The actor behind a secret; nothing if it is unknown or revoked.
    std::optional<v1::Actor> actor(std::string_view secret) const;
    // The same, by login: what a connection that is open may still do.
    std::optional<v1::Actor> actor_of_login(std::string_view login) const;

private:
    std::map<std::string, v1::Actor, std::less<>> by_hash_;
    std::map<std::string, v1::Actor, std::less<>> by_login_;
};

using KeyTable = std::shared_ptr<const Keys>;

// A new key: its record for the database, and the secret, shown once.
struct NewKey {
    storage::Key key;
    std::string secret;
};
NewKey make_key(std::string actor_name, v1::Role role, std::int64_t now_ms);

// What is stored of a secret. Secrets are 160 random bits, so a plain fast hash is enough.
std::string key_hash(std::string_view secret);

}  // namespace dais::live
