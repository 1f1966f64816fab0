// The Parties of a log as a terminal lists them. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/cpp/names.h"
#include "dais/v1/party.pb.h"
#include "server/summit/records.h"

namespace dais::client {

// The text in the reader's language, as in "pt-CV", else in another form of it, else as shown() chooses.
std::string shown_in(const Texts& texts, std::string_view language);

// Whether the Party belongs to a group whose name begins so, whatever the case: "African", "g77". An empty group is
// everybody's.
bool belongs_to(const v1::Party& party, std::string_view group);

// Ids and Parties: States first, by code; then the rest by name in the language.
std::vector<std::pair<std::string, v1::Party>> listed_parties(const summit::Records& records, std::string_view group,
                                                              std::string_view language);

}  // namespace dais::client
