// The roll of a Declaration: who has endorsed it and how far, in the order in which it is read out. Pure.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "clients/cpp/languages.h"
#include "clients/cpp/names.h"
#include "clients/cpp/time.h"
#include "dais/v1/declaration.pb.h"
#include "dais/v1/endorsement.pb.h"
#include "server/summit/records.h"

namespace dais::client {

struct RollCallLine {
    std::string party;  // its id
    std::string name;   // in the reader's language
    bool is_state = false;
    v1::Endorsement endorsement;
};

struct RollCall {
    std::string id;  // of the Declaration
    v1::Declaration declaration;
    std::string title;
    std::vector<RollCallLine> lines;  // in order

    // How many are at this point of the way now.
    int states(v1::EndorsementStatus status) const;
    int organisations(v1::EndorsementStatus status) const;
    bool is_open(std::int64_t now_ms) const;
};

// The one that is meant: by id, symbol or title; without a name the only one there is, else the only one that is open.
Found declaration_meant(const summit::Records& records, const std::string& name, std::int64_t now_ms);

// In the Declaration's own order; by protocol if it names none. An order by names is by folded.h, in the first of the
// reader's languages in which any of them has a name, and begins with the letter that was drawn for it; Arabic names go
// without their article.
RollCall roll_call(const summit::Records& records, const std::string& declaration, const Languages& languages);

// "30 states, 1 organisation".
std::string signed_told(const RollCall& roll);
// "open for endorsement until 2022-04-05T18:00".
std::string window_told(const v1::Declaration& declaration, const LocalTime& time, std::int64_t now_ms);
// "by consensus", "by show of hands (30 in favour, 1 against, 4 abstaining)"; without a count if it is nullptr.
std::string manner_told(v1::AdoptionManner manner, const v1::Count* count);
// "version 1, adopted by consensus 2022-04-05T17:00".
std::string adoption_told(const v1::Declaration& declaration, const LocalTime& time);

// Several lines for a terminal, without control characters.
std::string roll_call_told(const RollCall& roll, const LocalTime& time, std::int64_t now_ms,
                           const Languages& languages);
boost::json::value roll_call_json(const RollCall& roll, std::int64_t now_ms);

}  // namespace dais::client
