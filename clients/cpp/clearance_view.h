// How far an announcement has come on its way to its readers: which keys are turned, which languages are ready, what it
// waits for. As bureau and staff see it. Pure.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "clients/cpp/fields.h"
#include "dais/v1/announcement.pb.h"
#include "dais/v1/clearance.pb.h"

namespace dais::client {

// The key of a chair or co-chair of the Body.
struct Key {
    std::string seat;
    std::string told;  // "approved by Ana Silva 2024-09-12T10:40", "not yet", or why it does not count
    bool filled = false;
    bool turned = false;  // an approval that counts
};

struct ClearanceView {
    std::string id;
    v1::Announcement announcement;
    v1::Clearance clearance;
    std::vector<Key> keys;
    std::vector<std::pair<std::string, std::string>> languages;  // and how ready each is
    std::vector<std::pair<std::string, std::string>> asked;      // Parties, and when they took note; empty: not yet

    int turned() const;
    int filled() const;
    int missing() const;
};

ClearanceView clearance_view(const Reading& reading, const std::string& announcement);

// "draft", "submitted", "under embargo until …", "published 2024-09-12T10:40", "withdrawn …", "expired …".
std::string state_told(const v1::Announcement& announcement, const v1::Clearance& clearance, const Reading& reading);
// "Institutional steering committee: 1 of 2 keys turned, 1 missing; 3 seats are filled"; empty if it needs none.
std::string keys_told(const ClearanceView& view, const Reading& reading);

// "fr" → "ready", "outdated", "authentic" or "missing: body".
std::vector<std::pair<std::string, std::string>> languages_told(const v1::Announcement& announcement,
                                                                const v1::Clearance& clearance);

// Rows of a table: what it is, and how it stands.
std::vector<std::pair<std::string, std::string>> rows_of(const ClearanceView& view, const Reading& reading);
boost::json::value to_json(const ClearanceView& view, const Reading& reading);

// The first bytes of the digest as people read it to each other: 8 hexadecimal digits.
std::string short_digest(const std::string& digest);

// First 8 bytes of the BLAKE2b-256 of a text, by which a translation tells its source.
std::string source_digest(const std::string& text);
// The text that a translation into this language is of: an authentic one, in the language if it is named. nullptr if
// there is none.
const v1::LocalText* source_of(const Texts& texts, const std::string& language);

}  // namespace dais::client
